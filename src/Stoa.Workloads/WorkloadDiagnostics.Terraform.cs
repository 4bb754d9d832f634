using Stoa.Language.Diagnostics;
using Stoa.Language.Text;

namespace Stoa.Workloads;

/// <summary>Everything that can be wrong with a workload's sources, a method a code. STOA20xx: Terraform.</summary>
public static partial class WorkloadDiagnostics
{
    /// <summary>STOA2001: two declarations of one name.</summary>
    public static Diagnostic DuplicateDeclaration(string what, Location first, Location second) =>
        new("STOA2001", DiagnosticSeverity.Error, $"Duplicate {what}",
            $"The {what} was already declared at {first}. Each name is declared once in a module; this second declaration is left out.",
            second);

    /// <summary>STOA2002: a block without the labels that its type needs.</summary>
    public static Diagnostic MissingLabels(string type, int wanted, Location where) =>
        new("STOA2002", DiagnosticSeverity.Error, $"A \"{type}\" block needs {wanted} label{(wanted == 1 ? "" : "s")}",
            $"Without {(wanted == 1 ? "its name" : "its type and name")} the block cannot be addressed, so it is left out.", where);

    /// <summary>STOA2003: a name that no declaration of the module has.</summary>
    public static Diagnostic Undeclared(string what, string name, string suggestion, Location where) =>
        new("STOA2003", DiagnosticSeverity.Error, $"Reference to undeclared {what} \"{name}\"",
            $"This module declares no {what} of that name.{suggestion} Its value is taken as unknown.", where);

    /// <summary>STOA2004: declarations that need each other's values.</summary>
    public static Diagnostic Cycle(IEnumerable<string> chain, Location? where) =>
        new("STOA2004", DiagnosticSeverity.Error, "Values refer to each other in a circle",
            $"{string.Join(" → ", chain)}. None of them can be worked out before the others, so they are taken as unknown. Break the circle by "
            + "writing one of them out.",
            where);

    /// <summary>The code of <see cref="ModuleNotInstalled"/>.</summary>
    internal const string ModuleNotInstalledCode = "STOA2005";

    /// <summary>STOA2005: a module that is not on this machine.</summary>
    public static Diagnostic ModuleNotInstalled(string source, Location where) =>
        new(ModuleNotInstalledCode, DiagnosticSeverity.Warning, $"Module \"{source}\" is not installed",
            "Its resources are not reviewed and its outputs are unknown. Run terraform init, then review again.", where);

    /// <summary>STOA2006: a local module that is not there.</summary>
    public static Diagnostic ModuleFolderMissing(string source, Location where) =>
        new("STOA2006", DiagnosticSeverity.Warning, $"Module \"{source}\" was not found",
            "There is no folder of that path with Terraform files, so its resources are not reviewed and its outputs are unknown. "
            + "Correct the path, or check out the folder.",
            where);

    /// <summary>STOA2007: a module that calls itself.</summary>
    public static Diagnostic RecursiveModule(string folder, Location where) =>
        new("STOA2007", DiagnosticSeverity.Error, "A module calls itself",
            $"The module in \"{folder}\" is already being called further out, so the calls would never end. This call is left out.", where);

    /// <summary>STOA2008: more instances than are reviewed.</summary>
    public static Diagnostic TooManyInstances(string address, string asked, int limit, Location where) =>
        new("STOA2008", DiagnosticSeverity.Error, $"{address} has too many instances",
            $"It asks for {asked}; a root module is reviewed up to {limit:N0} instances in all. It is reviewed as one that stands for all of them.",
            where);

    /// <summary>STOA2009: a count that is no whole number from zero.</summary>
    public static Diagnostic InvalidCount(string problem, Location where) =>
        new("STOA2009", DiagnosticSeverity.Error, "Invalid count",
            $"The value of count {problem}; it has to be a whole number from zero. The block is reviewed as if its count were unknown.", where);

    /// <summary>STOA2010: a for_each that is no map or set of strings.</summary>
    public static Diagnostic InvalidForEach(string problem, Location where) =>
        new("STOA2010", DiagnosticSeverity.Error, "Invalid for_each",
            $"The value of for_each {problem}; it has to be a map, an object or a set of strings. Wrap a list in toset(). The block is reviewed "
            + "as if its for_each were unknown.",
            where);

    /// <summary>STOA2011: a value that does not fit its variable's type.</summary>
    public static Diagnostic VariableMismatch(string variable, string problem, Location? where) =>
        new("STOA2011", DiagnosticSeverity.Error, $"Invalid value for variable \"{variable}\"",
            $"The value does not fit the variable's type: {problem}. It is taken as unknown.", where);

    /// <summary>STOA2012: variables of a root module that nobody gave a value.</summary>
    public static Diagnostic VariablesWithoutValue(IReadOnlyList<string> names, Location where) =>
        new("STOA2012", DiagnosticSeverity.Info,
            names.Count == 1 ? $"Variable \"{names[0]}\" has no value" : $"{names.Count} variables have no value",
            $"{string.Join(", ", names.Take(8))}{(names.Count > 8 ? ", …" : "")}: what depends on them is unknown, so some questions stay open. "
            + "Pass --var-file FILE or --var NAME=VALUE, or keep a terraform.tfvars beside the module.",
            where);

    /// <summary>STOA2013: a module called without an argument it requires.</summary>
    public static Diagnostic MissingArgument(string module, string variable, Location where) =>
        new("STOA2013", DiagnosticSeverity.Error, $"Module \"{module}\" is called without \"{variable}\"",
            $"The module declares the variable without a default, so every call has to give it a value. It is taken as unknown.", where);

    /// <summary>STOA2014: a module called with an argument it does not know.</summary>
    public static Diagnostic UnexpectedArgument(string module, string name, string suggestion, Location where) =>
        new("STOA2014", DiagnosticSeverity.Error, $"Module \"{module}\" has no variable \"{name}\"",
            $"The argument means nothing to the module and is left out.{suggestion}", where);

    /// <summary>STOA2015: a value for a variable that no root module declares.</summary>
    public static Diagnostic UndeclaredVariableValue(string name, string suggestion, Location? where) =>
        new("STOA2015", DiagnosticSeverity.Warning, $"Value for undeclared variable \"{name}\"",
            $"No reviewed root module declares a variable of that name, so the value is not used.{suggestion}", where);

    /// <summary>STOA2016: an override of something that is not there.</summary>
    public static Diagnostic OverrideWithoutBase(string what, Location where) =>
        new("STOA2016", DiagnosticSeverity.Warning, $"Nothing to override for {what}",
            "An override file changes what another file of the module declares; no other file declares this. It is read as a declaration.",
            where);

    /// <summary>STOA2017: a file that could not be read.</summary>
    public static Diagnostic Unreadable(string path, FileRefusal refusal) =>
        new("STOA2017", DiagnosticSeverity.Error, $"{path} could not be read",
            refusal switch
            {
                FileRefusal.Missing => "There is no such file.",
                FileRefusal.OutsideRoot => "It lies outside the reviewed folder; nothing outside it is read.",
                FileRefusal.TooLarge => $"It is larger than {FileTree.MaxFileBytes / (1024 * 1024)} MiB.",
                _ => "It is not a regular file, or its permissions do not allow it.",
            } + " The rest is reviewed without it.",
            FileAsWhole(path));

    /// <summary>STOA2018: declarations that need more and more others.</summary>
    public static Diagnostic ChainTooLong(string name, int limit, Location? where) =>
        new("STOA2018", DiagnosticSeverity.Error, $"The value of {name} depends on too long a chain of others",
            $"More than {limit} declarations would have to be worked out one inside the other. It is taken as unknown.", where);

    /// <summary>STOA2019: a plan or state that is not what it says.</summary>
    public static Diagnostic InvalidPlan(string what, string problem, Location? where) =>
        new("STOA2019", DiagnosticSeverity.Error, $"Not a readable Terraform {what}",
            $"{problem}. Make it with: terraform show -json FILE.", where);

    /// <summary>STOA2020: text given for a variable that cannot be read.</summary>
    public static Diagnostic InvalidVariableText(string name, string problem) =>
        new("STOA2020", DiagnosticSeverity.Error, $"Invalid value for variable \"{name}\"",
            $"The text given for it could not be read as an expression: {problem}. Quote text, as in --var 'names=[\"a\", \"b\"]'.", null);

    /// <summary>STOA2021: modules nested too deep.</summary>
    public static Diagnostic ModulesTooDeep(int limit, Location where) =>
        new("STOA2021", DiagnosticSeverity.Error, "Modules are nested too deep",
            $"Calls are followed {limit} levels deep. This one is left out.", where);

    /// <summary>STOA2022: a module source that is not written out.</summary>
    public static Diagnostic ModuleSourceNotLiteral(string module, Location where) =>
        new("STOA2022", DiagnosticSeverity.Warning, $"The source of module \"{module}\" is not written out",
            "Its resources are not reviewed and its outputs are unknown. Write the source as plain text.", where);

    /// <summary>STOA2023: <c>each</c> or <c>count</c> where the block does not repeat.</summary>
    public static Diagnostic MisplacedName(string name, string argument, Location where) =>
        new("STOA2023", DiagnosticSeverity.Error, $"{name} stands in a block without {argument}",
            $"It has a value only in a block with {argument}. Its value is taken as unknown.", where);

    /// <summary>STOA2024: an instance of a module that its count or for_each does not make.</summary>
    public static Diagnostic NoSuchInstance(string module, string? key, Location where) =>
        new("STOA2024", DiagnosticSeverity.Error,
            key is null ? $"{module} has several instances" : $"{module} has no instance {key}",
            key is null
                ? "It has count or for_each, so an instance has to be named, as in module.name[0].output. The value is taken as unknown."
                : "Its count or for_each makes no instance with that key. The value is taken as unknown.",
            where);

    /// <summary>STOA2025: a name in a file of values.</summary>
    public static Diagnostic NameInValues(string name, Location where) =>
        new("STOA2025", DiagnosticSeverity.Error, "A value for a variable refers to a name",
            $"\"{name}\" means nothing here: values for variables are written out. Put text in quotes.", where);

    /// <summary>STOA2026: a plan as <c>terraform plan -out</c> writes it.</summary>
    public static Diagnostic BinaryPlan(string path) =>
        new("STOA2026", DiagnosticSeverity.Error, $"{path} is a plan in Terraform's own binary form",
            $"Only its JSON can be read. Make it with: terraform show -json {path} > plan.json.", null);

    /// <summary>STOA2027: a plan or state in the folder of a root module.</summary>
    public static Diagnostic PlanBesideModule(string path, Location where) =>
        new("STOA2027", DiagnosticSeverity.Info, $"{path} was passed over",
            "It describes the same resources as the configuration beside it, which is reviewed. To review it instead, name the file.", where);

    /// <summary>The code of <see cref="WorkspaceNotGiven"/>.</summary>
    internal const string WorkspaceNotGivenCode = "STOA2028";

    /// <summary>STOA2028: a module that asks in which workspace it is.</summary>
    public static Diagnostic WorkspaceNotGiven(Location where) =>
        new(WorkspaceNotGivenCode, DiagnosticSeverity.Info, "The workspace is not known",
            "The files do not say which workspace is meant, so terraform.workspace is unknown, and so is what depends on it. "
            + "Pass --workspace NAME, or write workspace: NAME in stoa.yaml.",
            where);

    /// <summary>STOA2029: a local module outside of what may be read.</summary>
    public static Diagnostic ModuleOutside(string source, Location where) =>
        new("STOA2029", DiagnosticSeverity.Warning, $"Module \"{source}\" lies outside the folder under review and its repository",
            "Nothing there is read, so its resources are not reviewed and its outputs are unknown. Name a folder that holds both with --root FOLDER.",
            where);

    // A file that was not read has a place all the same: its beginning.
    private static Location FileAsWhole(string path) => new(new SourceText(path, ""), default);
}
