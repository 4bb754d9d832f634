using System.Collections.Immutable;
using Stoa.Language.Diagnostics;
using Stoa.Language.Documents;
using Stoa.Language.Syntax;
using Stoa.Language.Text;

namespace Stoa.Workloads.CloudFormation;

/// <summary>One template as written: its sections, nothing evaluated. Immutable, shared by the stacks made of it.</summary>
internal sealed class Template
{
    private const string Serverless = "AWS::Serverless-2016-10-31";

    private Template(SourceText source, MappingNode root)
    {
        Source = source;
        Root = root;
        HasLoops = source.Text.Contains("Fn::ForEach", StringComparison.Ordinal);
        HasSuppressions = SuppressionComments.MayStandIn(source.Text);
        NestsStacks = source.Text.Contains("AWS::CloudFormation::Stack", StringComparison.Ordinal)
            || source.Text.Contains("AWS::Serverless::Application", StringComparison.Ordinal);
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The whole.</summary>
    public MappingNode Root { get; }

    /// <summary>The section; null where it is absent.</summary>
    public MappingNode? Parameters { get; private init; }

    /// <inheritdoc cref="Parameters"/>
    public MappingNode? Mappings { get; private init; }

    /// <inheritdoc cref="Parameters"/>
    public MappingNode? Conditions { get; private init; }

    /// <inheritdoc cref="Parameters"/>
    public MappingNode? Outputs { get; private init; }

    /// <inheritdoc cref="Parameters"/>
    public MappingNode? Globals { get; private init; }

    /// <summary>The resources.</summary>
    public required MappingNode Resources { get; init; }

    /// <summary>Whether the Serverless Application Model is to be expanded.</summary>
    public bool IsServerless { get; private init; }

    /// <summary>Whether a macro that nobody here can run may add or change anything.</summary>
    public bool HasMacros { get; private init; }

    /// <summary>
    /// Whether it may be a part of a template that a tool puts together (a module, the resources of another framework): it names neither
    /// the format's version nor a transform, and what it refers to may stand elsewhere.
    /// </summary>
    public bool IsFragment => Root["AWSTemplateFormatVersion"] is null && Root["Transform"] is null;

    /// <summary>Whether <c>Fn::ForEach</c> occurs.</summary>
    public bool HasLoops { get; }

    /// <summary>The comments, in order.</summary>
    public ImmutableArray<Comment> Comments { get; private init; } = [];

    /// <summary>Whether a comment may ask to be spared a check.</summary>
    public bool HasSuppressions { get; }

    /// <summary>Whether a resource may be a stack.</summary>
    public bool NestsStacks { get; }

    /// <summary>The folder of the file; empty for the root.</summary>
    public string Folder => Source.Path.LastIndexOf('/') is var slash and >= 0 ? Source.Path[..slash] : "";

    /// <summary>
    /// Reads a document as a template; null where it is something else. A section of the wrong shape costs itself and a diagnostic.
    /// </summary>
    public static Template? TryRead(Document document, DiagnosticBag diagnostics)
    {
        var source = document.Source;
        if (document.Root is not MappingNode root || !root.TryGet("Resources", out Node? section) || section is not MappingNode resources)
        {
            return null;
        }

        var isTemplate = root.TryGet("AWSTemplateFormatVersion", out Node? _)
            || root.TryGet("Transform", out Node? _)
            || resources.Entries.Any(static e =>
                e.Value is MappingNode body && body.TryGet("Type", out Node? _) || e.Key.Text.StartsWith("Fn::ForEach::", StringComparison.Ordinal));
        if (!isTemplate)
        {
            return null;
        }

        var transforms = Transforms(root);
        return new Template(source, root)
        {
            Comments = document.Comments,
            Resources = resources,
            Parameters = Section("Parameters"),
            Mappings = Section("Mappings"),
            Conditions = Section("Conditions"),
            Outputs = Section("Outputs"),
            Globals = Section("Globals"),
            IsServerless = transforms.Contains(Serverless),
            HasMacros = transforms.Exists(static t => !t.StartsWith("AWS::", StringComparison.Ordinal)),
        };

        MappingNode? Section(string name)
        {
            if (!root.TryGet(name, out Node? node) || node is MappingNode)
            {
                return node as MappingNode;
            }

            // "Outputs:" with nothing below it is common, and harmless.
            if (node is not ScalarNode { Text: "" or "null" or "~" })
            {
                diagnostics.Add(WorkloadDiagnostics.SectionIsNotMapping(name, new Location(source, node.Span)));
            }

            return null;
        }
    }

    private static List<string> Transforms(MappingNode root)
    {
        if (!root.TryGet("Transform", out Node? node))
        {
            return [];
        }

        var nodes = node is SequenceNode list ? list.Items : [node];
        return [.. nodes.Select(static n => n switch
        {
            ScalarNode scalar => scalar.Text.Trim(),
            MappingNode map when map.TryGet("Name", out Node? name) && name is ScalarNode text => text.Text,
            _ => "",
        })];
    }
}
