using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Workloads;

/// <summary>STOA25xx: CloudFormation.</summary>
public static partial class WorkloadDiagnostics
{
    /// <summary>STOA2501: a file that may be a template could not be read.</summary>
    public static Diagnostic TemplateUnreadable(string path, FileRefusal refusal) =>
        new("STOA2501", DiagnosticSeverity.Warning, $"{path} could not be read",
            refusal switch
            {
                FileRefusal.Missing => "There is no such file below the reviewed folder. Check the path.",
                FileRefusal.TooLarge => $"It is larger than {FileTree.MaxFileBytes / (1024 * 1024)} MiB, far more than CloudFormation takes. It is left out.",
                FileRefusal.OutsideRoot => "It lies outside the reviewed folder, perhaps behind a symbolic link. Review a folder that holds both.",
                _ => "It is no regular file, or the system refused to open it. Check its permissions.",
            },
            FileAsWhole(path));

    /// <summary>STOA2502: a section of a template is no mapping.</summary>
    public static Diagnostic SectionIsNotMapping(string section, Location where) =>
        new("STOA2502", DiagnosticSeverity.Error, $"The section {section} is not a mapping",
            "A section holds names, each with what it stands for. This one is left out; the others are read.", where);

    /// <summary>STOA2503: a parameter that is no mapping.</summary>
    public static Diagnostic ParameterIsNotMapping(string name, Location where) =>
        new("STOA2503", DiagnosticSeverity.Error, $"The parameter {name} is not a mapping",
            "A parameter is declared with at least a Type. This one is left out, and what refers to it is unknown.", where);

    /// <summary>STOA2504: a resource that is no mapping.</summary>
    public static Diagnostic ResourceIsNotMapping(string id, Location where) =>
        new("STOA2504", DiagnosticSeverity.Error, $"The resource {id} is not a mapping",
            "A resource is declared with a Type and mostly with Properties. This one is left out; the others are read.", where);

    /// <summary>STOA2505: a resource without a type.</summary>
    public static Diagnostic ResourceHasNoType(string id, Location where) =>
        new("STOA2505", DiagnosticSeverity.Error, $"The resource {id} has no Type",
            "Without its type nobody can say what it is, so it is left out. Add its Type.", where);

    /// <summary>STOA2506: a type that is no text.</summary>
    public static Diagnostic TypeIsNotText(string id, Location where) =>
        new("STOA2506", DiagnosticSeverity.Warning, $"The type of {id} is not a plain text",
            "CloudFormation itself knows no computed types: a tool is to replace it before deployment. Its outcome cannot be seen here. Review what "
            + "the tool writes to see the whole.",
            where);

    /// <summary>STOA2507: two resources of one logical id.</summary>
    public static Diagnostic DuplicateLogicalId(string id, Location where) =>
        new("STOA2507", DiagnosticSeverity.Error, $"Two resources have the logical id {id}",
            "Each is given once in a template. The first one is read; this one is left out.", where);

    /// <summary>STOA2508: properties that are no mapping.</summary>
    public static Diagnostic PropertiesAreNotMapping(string id, Location where) =>
        new("STOA2508", DiagnosticSeverity.Error, $"The Properties of {id} are not a mapping",
            "Properties have names. These are left out, and the resource is read as if it had none.", where);

    /// <summary>STOA2510: a name that no parameter and no resource has.</summary>
    public static Diagnostic UnknownName(string name, IEnumerable<string> known, Location where) =>
        new("STOA2510", DiagnosticSeverity.Error, $"There is no parameter or resource {name}",
            $"The template declares none of that name.{Suggestion(name, known)} The value is taken as unknown.", where);

    /// <summary>STOA2511: a condition that is not declared.</summary>
    public static Diagnostic UnknownCondition(string name, IEnumerable<string> known, Location where) =>
        new("STOA2511", DiagnosticSeverity.Error, $"There is no condition {name}",
            $"The template declares none of that name.{Suggestion(name, known)} Whether it holds is taken as unknown.", where);

    /// <summary>STOA2512: a condition that depends on itself.</summary>
    public static Diagnostic CircularCondition(string name, Location where) =>
        new("STOA2512", DiagnosticSeverity.Error, $"The condition {name} depends on itself",
            "It cannot be decided before it is decided, so it is taken as unknown. Break the circle.", where);

    /// <summary>STOA2513: an output that a nested stack does not have.</summary>
    public static Diagnostic UnknownOutput(string output, string stack, Location where) =>
        new("STOA2513", DiagnosticSeverity.Error, $"The nested stack {stack} has no output {output}",
            "Its template declares none of that name, or the output's condition is false. The value is taken as unknown.", where);

    /// <summary>STOA2514: a reference to a resource that does not stand.</summary>
    public static Diagnostic ReferenceToAbsent(string id, Location where) =>
        new("STOA2514", DiagnosticSeverity.Warning, $"The resource {id} is absent, but something refers to it",
            "With the parameters at hand its condition is false, and a deployment would fail here. Put the reference under Fn::If with the same "
            + "condition, or give the parameters that the stack is deployed with.",
            where);

    /// <summary>STOA2515: an element that a list does not have.</summary>
    public static Diagnostic NoSuchElement(int index, int count, Location where) =>
        new("STOA2515", DiagnosticSeverity.Warning, $"The list has no element {index}",
            $"It has {count} with the parameters at hand; the first is number 0. The value is taken as unknown.", where);

    /// <summary>STOA2516: keys that the mappings do not have.</summary>
    public static Diagnostic NotInMappings(string keys, Location where) =>
        new("STOA2516", DiagnosticSeverity.Warning, $"The mappings have no {keys}",
            "With the parameters at hand nothing is found there, and a deployment would fail. Add it, or give a DefaultValue. The value is taken as unknown.", where);

    /// <summary>STOA2517: a function given something that it cannot take.</summary>
    public static Diagnostic WrongArgument(string function, Location where) =>
        new("STOA2517", DiagnosticSeverity.Error, $"{function} is given something that it cannot take",
            $"{Form(function)} The value is taken as unknown.", where);

    /// <summary>STOA2518: a function that is not known.</summary>
    public static Diagnostic UnknownFunction(string function, Location where) =>
        new("STOA2518", DiagnosticSeverity.Warning, $"There is no function {function}",
            "CloudFormation is not known to have it. The value is taken as unknown.", where);

    /// <summary>STOA2519: a tag that is not known.</summary>
    public static Diagnostic UnknownTag(string tag, Location where) =>
        new("STOA2519", DiagnosticSeverity.Warning, $"The tag {tag} means nothing to CloudFormation",
            "A tool may replace what it marks before deployment. The value is taken as unknown.", where);

    /// <summary>STOA2520: a macro that is not run.</summary>
    public static Diagnostic CannotTransform(Location where) =>
        new("STOA2520", DiagnosticSeverity.Info, "A macro is to change this part of the template",
            "It runs in the account or reads a file that is not below the reviewed folder, so that its outcome cannot be seen here. What it may change is "
            + "taken as unknown.",
            where);

    /// <summary>STOA2521: a nested template that is not there.</summary>
    public static Diagnostic NestedTemplateMissing(string path, Location where) =>
        new("STOA2521", DiagnosticSeverity.Warning, $"The nested template {path} was not found",
            "There is no template of that path in the folder under review or its repository, so its resources are not reviewed and its outputs are unknown.", where);

    /// <summary>STOA2527: a nested template at an address, taken for the file of the same name.</summary>
    public static Diagnostic NestedTemplateTakenForLocal(string path, Location where) =>
        new("STOA2527", DiagnosticSeverity.Info, $"The nested template is taken to be {path}",
            "The stack is deployed from an address elsewhere, which a review does not open. A template of the same name is among the reviewed files, and "
            + "is read in its place.", where);

    /// <summary>STOA2522: a stack that nests itself.</summary>
    public static Diagnostic RecursiveStack(string path, Location where) =>
        new("STOA2522", DiagnosticSeverity.Error, $"The template {path} nests itself",
            "It would go on for ever. This nested stack is not read.", where);

    /// <summary>STOA2523: stacks nested too deep.</summary>
    public static Diagnostic StacksTooDeep(int limit, Location where) =>
        new("STOA2523", DiagnosticSeverity.Error, "Stacks are nested too deep",
            $"Stacks are read down to {limit} levels. This nested stack is not read.", where);

    /// <summary>STOA2524: more resources than are read.</summary>
    public static Diagnostic TooManyResources(int limit, Location where) =>
        new("STOA2524", DiagnosticSeverity.Error, "The stack has too many resources",
            $"A stack and all that it nests is reviewed up to {limit:N0} resources. The rest is left out.", where);

    /// <summary>STOA2525: more work than a template may cause.</summary>
    public static Diagnostic TooMuchWork(Location where) =>
        new("STOA2525", DiagnosticSeverity.Error, "The template is too deep or too much work",
            "Nesting, loops, aliases and texts are bounded, far beyond what CloudFormation takes. What lies beyond is taken as unknown.", where);

    /// <summary>STOA2526: a serverless resource that is not written out.</summary>
    public static Diagnostic NotExpanded(string id, string type, Location where) =>
        new("STOA2526", DiagnosticSeverity.Info, $"What {id} creates is not reviewed",
            $"{type} is not written out into the resources that CloudFormation makes of it. The resource itself stays in the graph.", where);

    /// <summary>STOA2530: a parameter file of neither shape.</summary>
    public static Diagnostic NotParameterFile(string path) =>
        new("STOA2530", DiagnosticSeverity.Error, $"{path} is no parameter file",
            "It holds either a list of objects with ParameterKey and ParameterValue, or an object with Parameters. It is left out.", null);

    /// <summary>STOA2531: the manifest of a cloud assembly cannot be read.</summary>
    public static Diagnostic NotManifest(string path) =>
        new("STOA2531", DiagnosticSeverity.Warning, $"{path} is no manifest of a cloud assembly",
            "Its templates are not reviewed. Run cdk synth again.", null);

    private static string Suggestion(string name, IEnumerable<string> known) =>
        Spelling.Nearest(name, known) is { } near ? $" Did you mean {near}?" : "";

    private static string Form(string function) => function switch
    {
        "Ref" => "It takes the name of a parameter or a resource.",
        "Fn::GetAtt" => "It takes a logical id and an attribute, as a list or joined by a dot.",
        "Fn::Sub" => "It takes a text, or a list of a text and a mapping of its variables.",
        "Fn::Join" => "It takes a list of a separator and a list of texts.",
        "Fn::Select" => "It takes a list of an index, from 0, and a list.",
        "Fn::Split" => "It takes a list of a separator and a text.",
        "Fn::FindInMap" => "It takes a list of a mapping's name and two keys; a mapping with DefaultValue may follow.",
        "Fn::If" => "It takes a list of a condition's name and two values.",
        "Fn::Equals" => "It takes a list of two values.",
        "Fn::Not" => "It takes a list of one condition.",
        "Fn::And" or "Fn::Or" => "It takes a list of conditions.",
        "Condition" => "It takes the name of a condition.",
        "Fn::Cidr" => "It takes a list of a network, how many parts of it are wanted (1 to 256) and how many bits each keeps.",
        "Fn::ForEach" => "It takes a list of a variable's name, a list of texts and a mapping.",
        _ => "See its page in the CloudFormation user guide.",
    };
}
