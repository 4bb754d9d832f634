using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Evaluation;

/// <summary>Reads the keys of objects.</summary>
internal static class Keys
{
    /// <summary>The key as text; null where it is unknown or, with a complaint, where it cannot be a key.</summary>
    public static string? Read(Value key, Location where, DiagnosticBag diagnostics)
    {
        if (key.IsNull)
        {
            diagnostics.Add(LanguageDiagnostics.InvalidKey("the key is null", where));
            return null;
        }

        if (key.Kind == TypeKind.String)
        {
            return key.IsUnknown ? null : key.AsString();
        }

        if (!Conversion.Convert(key, HclType.String).TryGet(out var text, out var problem))
        {
            diagnostics.Add(LanguageDiagnostics.InvalidKey(problem.ToString(), where));
            return null;
        }

        return text.IsUnknown ? null : text.AsString();
    }
}
