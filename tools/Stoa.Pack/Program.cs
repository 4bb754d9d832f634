// Compiles a knowledge folder into one pack: Stoa.Pack KNOWLEDGE PACK
// Complaints are written as compilers write them, so that the build shows them with file and line; an error writes no pack.
using Stoa.Assessment;
using Stoa.Language.Diagnostics;
using Stoa.Language.Text;
using Stoa.Workloads.Knowledge;

if (args is not [var folder, var output])
{
    Console.Error.WriteLine("Stoa.Pack KNOWLEDGE PACK");
    return 2;
}

var diagnostics = new DiagnosticBag();
var knowledge = KnowledgeBase.Read(new DiskFileTree(Path.GetFullPath(folder)), "", diagnostics);
foreach (var diagnostic in diagnostics)
{
    var where = diagnostic.Location is { } location ? $"{Path.Combine(folder, location.Path)}({location.Line})" : "Stoa.Pack";
    var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
    Console.Error.WriteLine($"{where}: {severity} {diagnostic.Code}: {diagnostic.Summary}. {diagnostic.Detail.ReplaceLineEndings(" ")}");
}

if (knowledge is null || diagnostics.HasErrors)
{
    return 1;
}

var builder = new KnowledgePackBuilder();
knowledge.WriteTo(builder);
File.WriteAllBytes(output, builder.ToBytes());
return 0;
