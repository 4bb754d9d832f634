using Stoa.Language.Syntax;
using Stoa.Language.Text;
namespace Stoa.Workloads.Terraform;
internal static class JsonSyntax { public static SyntaxTree ParseModule(SourceText s) => throw new NotSupportedException(); public static SyntaxTree ParseValues(SourceText s) => throw new NotSupportedException(); }
