using System.Text;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Text;
using Stoa.Workloads.Knowledge;

namespace Stoa.Workloads.Kinds;

/// <summary>
/// The kinds there are: from the pack inside the program, of which only what is asked for is decoded, or from a folder of YAML.
/// Immutable, safe to share between threads.
/// </summary>
public sealed class KindCatalog
{
    private readonly KindPack? pack;
    private readonly string[] ids;
    private readonly KindDefinition?[] definitions;
    private readonly Dictionary<string, TypeRoles> roles = [];

    private KindCatalog(KindPack pack)
    {
        this.pack = pack;
        ids = pack.ReadIds();
        definitions = new KindDefinition?[ids.Length];
    }

    private KindCatalog(IEnumerable<KindDefinition> kinds)
    {
        definitions = [.. kinds.OrderBy(static d => d.Kind.Id, StringComparer.Ordinal)];
        ids = [.. definitions.Select(static d => d!.Kind.Id)];
        foreach (var definition in definitions)
        {
            foreach (var type in definition!.Terraform.Concat(definition.CloudFormation).Select(static r => r.Type).Distinct())
            {
                roles[type] = RolesOf(type) with { Kinds = [.. RolesOf(type).Kinds, definition] };
            }

            foreach (var type in definition.Companions.Select(static r => r.Type).Distinct())
            {
                roles[type] = RolesOf(type) with { CompanionOf = [.. RolesOf(type).CompanionOf, definition] };
            }
        }
    }

    /// <summary>The ids of all kinds, in ordinal order.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>The catalogue inside a pack.</summary>
    public static KindCatalog Open(KnowledgePack pack) => new(new KindPack(pack));

    /// <summary>Reads every <c>.yaml</c> file below a folder, and checks it: types, columns, references between kinds.</summary>
    /// <param name="files">Where the folder lies.</param>
    /// <param name="folder">The folder, usually <c>knowledge/kinds</c>.</param>
    /// <param name="diagnostics">What is wrong with the files; a kind or property that cannot be read is left out.</param>
    public static KindCatalog Read(FileTree files, string folder, DiagnosticBag diagnostics)
    {
        var found = new List<(KindDefinition Definition, Location Location)>();
        var places = new Dictionary<string, Location>();
        foreach (var path in FilesBelow(files, folder))
        {
            var document = YamlReader.Read(new SourceText(path, Encoding.UTF8.GetString(files.Read(path).Bytes.Span)));
            diagnostics.AddRange(document.Diagnostics);
            if (document.Root is null)
            {
                continue;
            }

            foreach (var (definition, location) in new KindsFile(document.Source, diagnostics).Read(document.Root))
            {
                if (places.TryAdd(definition.Kind.Id, location))
                {
                    found.Add((definition, location));
                }
                else
                {
                    diagnostics.Add(WorkloadDiagnostics.KindTwice(definition.Kind.Id, places[definition.Kind.Id], location));
                }
            }
        }

        var catalog = new KindCatalog(found.Select(static f => f.Definition));
        foreach (var (definition, location) in found)
        {
            catalog.Check(definition, location, diagnostics);
        }

        return catalog;
    }

    /// <summary>The kind of an id; null where there is none.</summary>
    public Kind? Find(string id) => Definition(id)?.Kind;

    /// <summary>The kind of an id with its columns; null where there is none.</summary>
    public KindDefinition? Definition(string id)
    {
        var index = Array.BinarySearch(ids, id, StringComparer.Ordinal);
        return index < 0 ? null : DefinitionAt(index);
    }

    /// <summary>Writes the kinds into a pack; see <see cref="Open"/>.</summary>
    public void WriteTo(KnowledgePackBuilder builder) => KindPack.Write(builder, definitions!, roles);

    /// <summary>What a raw type is in the kinds' terms.</summary>
    internal TypeRoles RolesOf(string type)
    {
        if (pack is null)
        {
            return roles.GetValueOrDefault(type, TypeRoles.None);
        }

        var (kinds, companionOf) = pack.ReadRoles(type);
        return kinds.Length == 0 && companionOf.Length == 0
            ? TypeRoles.None
            : new TypeRoles(Array.ConvertAll(kinds, DefinitionAt), Array.ConvertAll(companionOf, DefinitionAt));
    }

    /// <summary>Two threads may both decode a kind; the first to finish stays, so that each kind is there once.</summary>
    private KindDefinition DefinitionAt(int index) =>
        Volatile.Read(ref definitions[index])
            ?? Interlocked.CompareExchange(ref definitions[index], pack!.ReadDefinition(index), null)
            ?? definitions[index]!;

    private void Check(KindDefinition definition, Location location, DiagnosticBag diagnostics)
    {
        foreach (var property in definition.Kind.Properties)
        {
            foreach (var kind in KindsOf(property.Type))
            {
                if (Array.BinarySearch(ids, kind, StringComparer.Ordinal) < 0)
                {
                    diagnostics.Add(WorkloadDiagnostics.UnknownKind(
                        $"{definition.Kind.Id}.{property.Name}", kind, Spelling.DidYouMean(kind, ids), location));
                }
            }
        }

        foreach (var rule in definition.Terraform.Concat(definition.CloudFormation))
        {
            // The last kind of a type may be the one for all that no condition takes.
            if (rule.When is null && RolesOf(rule.Type).Kinds is [.., var last] kinds
                && kinds.FirstOrDefault(k => !ReferenceEquals(k, definition)) is { } other && !ReferenceEquals(last, definition))
            {
                diagnostics.Add(WorkloadDiagnostics.TypeClaimedTwice(rule.Type, definition.Kind.Id, other.Kind.Id, location));
            }
        }
    }

    private static IEnumerable<string> KindsOf(PropertyType type) => type switch
    {
        PropertyType.ResourceReference reference => reference.Kinds,
        PropertyType.ListOf list => KindsOf(list.Element),
        PropertyType.MapOf map => KindsOf(map.Element),
        PropertyType.Structure structure => structure.Members.Values.SelectMany(KindsOf),
        _ => [],
    };

    private static IEnumerable<string> FilesBelow(FileTree files, string folder, int depth = 8)
    {
        foreach (var name in files.Files(folder).Where(static n => n.EndsWith(".yaml", StringComparison.Ordinal)))
        {
            yield return folder.Length == 0 ? name : $"{folder}/{name}";
        }

        if (depth > 0)
        {
            foreach (var path in files.Folders(folder).SelectMany(f => FilesBelow(files, folder.Length == 0 ? f : $"{folder}/{f}", depth - 1)))
            {
                yield return path;
            }
        }
    }
}

/// <summary>What a raw type is in the kinds' terms.</summary>
/// <param name="Kinds">The kinds that its resources may be of, in the order to try them.</param>
/// <param name="CompanionOf">The kinds into which its resources fold.</param>
internal sealed record TypeRoles(IReadOnlyList<KindDefinition> Kinds, IReadOnlyList<KindDefinition> CompanionOf)
{
    /// <summary>A type that means nothing.</summary>
    public static readonly TypeRoles None = new([], []);
}
