using System.Text;

namespace Stoa.Server.Api.Aws;

/// <summary>The violations of one input, in the words that AWS uses. The path tells where the reader stands.</summary>
internal sealed class AwsViolations
{
    // A hostile body must not be answered with a larger one, so reading ends here.
    private const int MaxListed = 100;
    private const int MaxShownText = 256;

    private readonly List<string> _path = [];
    private readonly List<ValidationField> _fields = [];
    private readonly StringBuilder _details = new();

    /// <summary>Enters a member; AWS writes <c>workloadName</c> for <c>WorkloadName</c>.</summary>
    internal void Enter(AwsMember member) => _path.Add(CamelCase(member.Name));

    /// <summary>Enters an entry of a list, counted from one; AWS writes <c>lenses.1.member</c>.</summary>
    internal void Enter(int entry) => _path.Add($"{entry}.member");

    /// <summary>Enters an entry of a map.</summary>
    internal void Enter(string key) => _path.Add(Shorten(key));

    internal void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Notes that <paramref name="value"/>, null where there is none, breaks <paramref name="constraint"/> at the present path.</summary>
    internal void Add(string? value, string constraint)
    {
        var name = string.Join('.', _path);
        var shown = value is null ? "null" : $"'{Shorten(value)}'";
        var message = $"Value {shown} at '{name}' failed to satisfy constraint: {constraint}";
        _details.Append(_fields.Count == 0 ? "" : "; ").Append(message);
        _fields.Add(new(name, message));
        if (_fields.Count == MaxListed)
        {
            Throw();
        }
    }

    /// <summary>Notes that a required member is not there, unless its value was refused already.</summary>
    internal void AddMissing(AwsMember member)
    {
        Enter(member);
        var name = string.Join('.', _path);
        if (!_fields.Exists(f => f.Name == name))
        {
            Add(null, "Member must not be null");
        }
        Leave();
    }

    /// <summary>Throws if anything was noted.</summary>
    internal void Throw()
    {
        if (_fields.Count > 0)
        {
            var head = _fields.Count == 1 ? "1 validation error detected" : $"{_fields.Count} validation errors detected";
            throw new ValidationException($"{head}: {_details}", ValidationReason.FieldValidationFailed, _fields);
        }
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Shorten(string text) => text.Length > MaxShownText ? $"{text.AsSpan(0, MaxShownText)}…" : text;
}
