using System.Collections.Immutable;
using Stoa.Language.Documents;
using Stoa.Language.Text;

namespace Stoa.Assessment.CustomLenses;

/// <summary>An object in a lens's file while it is read: its members by name, where it stands, and what of it must be kept as it is.</summary>
internal sealed class LensObject
{
    private readonly MappingNode node;
    private readonly LensComplaints complaints;
    private readonly LensMember[] members;

    public LensObject(MappingNode node, string path, string[] fields, LensComplaints complaints)
    {
        this.node = node;
        this.complaints = complaints;
        Path = path;
        members = new LensMember[node.Entries.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var (key, value) = node.Entries[i];
            var isKnown = fields.Contains(key.Text);
            members[i] = new LensMember(key.Text, isKnown ? null : complaints.Json(value));
            if (!isKnown)
            {
                complaints.Unknown(path, PathOf(key.Text), key, fields);
            }
        }
    }

    /// <summary>Where it stands in the lens: <c>pillars[2].questions[0]</c>; empty for the lens itself.</summary>
    public string Path { get; }

    /// <summary>Its members for <see cref="LensPart.Members"/>.</summary>
    public ImmutableArray<LensMember> Members => [.. members];

    /// <summary>Where a member stands in the lens.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>The place of a member's value, or of the object's beginning where it is missing.</summary>
    public Location At(string name) => node[name] is { } value ? complaints.At(value) : complaints.At(new TextSpan(node.Span.Start, node.Span.Start + 1));

    /// <summary>A member's value; null where it is missing.</summary>
    public Node? this[string name] => node[name];

    /// <summary>
    /// A member's text. One that is required and missing, empty or none is complained about, and so is one that is too long.
    /// </summary>
    /// <param name="name">The member.</param>
    /// <param name="limit">Its length in characters at most.</param>
    /// <param name="required">What it is, where it must be there and hold something: <c>the question</c>.</param>
    /// <param name="instead">What lenient reading takes where there is none, for its warning; null where it does without.</param>
    /// <returns>The text; null where there is none.</returns>
    public string? Text(string name, int limit, string? required = null, string? instead = null)
    {
        var without = instead is null ? "It is left out." : $"\"{instead}\" is taken instead.";
        if (node[name] is not { } value)
        {
            if (required is not null)
            {
                complaints.Add(AssessmentDiagnostics.LensMemberMissing(PathOf(name), required, At(name)), without);
            }

            return null;
        }

        if (complaints.NotANumber(value) is { } word)
        {
            complaints.Add(AssessmentDiagnostics.LensNotANumber(PathOf(name), word, At(name)), without);
            return null;
        }

        if (value is not ScalarNode scalar || scalar.IsNull)
        {
            Wrong(name, "a text", without);
            return null;
        }

        var text = CustomLensWriter.Clean(scalar.Text);
        if (scalar.IsPlain)
        {
            complaints.Add(AssessmentDiagnostics.LensMemberWrong(PathOf(name), "a text, in quotes", At(name)), "It is read as one.");
        }

        if (required is not null && string.IsNullOrWhiteSpace(text))
        {
            complaints.Add(AssessmentDiagnostics.LensMemberEmpty(PathOf(name), required, At(name)), without);
            return null;
        }

        // A character is a Unicode scalar value here, as in the API's own description of lengths.
        if (text.Length > limit && text.EnumerateRunes().Count() is var length && length > limit)
        {
            complaints.Add(AssessmentDiagnostics.LensTextTooLong(PathOf(name), length, limit, At(name)), "It is kept as it is.");
        }

        return text;
    }

    /// <summary>A member's object; null where it is missing or none.</summary>
    public LensObject? Object(string name, string[] fields)
    {
        if (node[name] is MappingNode mapping)
        {
            return new LensObject(mapping, PathOf(name), fields, complaints);
        }

        if (node[name] is not null)
        {
            Wrong(name, "an object", "It is kept and means nothing.");
        }

        return null;
    }

    /// <summary>A member's list, each of its objects read.</summary>
    /// <param name="name">The member.</param>
    /// <param name="fields">The members of its objects.</param>
    /// <param name="limit">How many there may be.</param>
    /// <param name="required">What it must hold at least, where it must be there: <c>at least one question</c>.</param>
    /// <param name="read">Reads one; null where it is to be left out.</param>
    public ImmutableArray<T> List<T>(string name, string[] fields, int limit, string? required, Func<LensObject, T?> read)
        where T : LensPart
    {
        if (node[name] is not SequenceNode sequence)
        {
            if (node[name] is not null)
            {
                Wrong(name, "a list", "It is kept and means nothing.");
            }
            else if (required is not null)
            {
                complaints.Add(AssessmentDiagnostics.LensMemberMissing(PathOf(name), $"a list of {required}", At(name)), "It is read as empty.");
            }

            return [];
        }

        if (sequence.Items.IsEmpty && required is not null)
        {
            complaints.Add(AssessmentDiagnostics.LensMemberEmpty(PathOf(name), required, At(name)), "It is kept as it is.");
        }

        if (sequence.Items.Length > limit)
        {
            complaints.Add(
                AssessmentDiagnostics.LensTooMany(PathOf(name), sequence.Items.Length, limit, name == "riskRules" ? "rules" : name == "content" ? "links" : name, complaints.At(sequence.Items[limit])),
                "All of them are kept.");
        }

        var parts = ImmutableArray.CreateBuilder<T>(sequence.Items.Length);
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var path = $"{PathOf(name)}[{i}]";
            if (sequence.Items[i] is not MappingNode item)
            {
                complaints.Add(AssessmentDiagnostics.LensMemberWrong(path, "an object", complaints.At(sequence.Items[i])), "It is left out.");
            }
            else if (read(new LensObject(item, path, fields, complaints)) is { } part)
            {
                parts.Add(part);
            }
        }

        return parts.DrainToImmutable();
    }

    /// <summary>Keeps a member as the file has it, since no property of the part can hold it.</summary>
    public void Keep(string name)
    {
        var at = Array.FindIndex(members, m => m.Name == name);
        members[at] = new LensMember(name, complaints.Json(node[name]!));
    }

    private void Wrong(string name, string wanted, string lenient)
    {
        complaints.Add(AssessmentDiagnostics.LensMemberWrong(PathOf(name), wanted, At(name)), lenient);
        Keep(name);
    }
}
