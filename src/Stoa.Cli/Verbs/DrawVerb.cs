using System.CommandLine;
using Stoa.Reports.Drawing;

namespace Stoa.Cli.Verbs;

/// <summary><c>stoa draw</c>: the picture of a workload.</summary>
internal static class DrawVerb
{
    public static Command Create(Terminal terminal)
    {
        var sources = new SourceOptions();
        var format = new Option<string>("--format", "-f") { Description = "svg, mermaid or dot", HelpName = "FORMAT", DefaultValueFactory = static _ => "svg" };
        format.AcceptOnlyFromAmong("svg", "mermaid", "dot");
        var theme = new Option<string>("--theme") { Description = "Colours of the SVG: light, dark, or auto, as its reader prefers", HelpName = "THEME", DefaultValueFactory = static _ => "auto" };
        theme.AcceptOnlyFromAmong("light", "dark", "auto");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file; links in it then lead from there", HelpName = "FILE" };
        var command = new Command("draw", "Draw the architecture: regions, zones, tiers, what needs what, and where checks fail");
        sources.AddTo(command);
        command.Add(format);
        command.Add(theme);
        command.Add(output);
        command.SetAction(words =>
        {
            var file = words.GetValue(output);
            var run = sources.Review(words, sources.Knowledge(words), out var root);
            var picture = PictureBuilder.Of(run);
            var links = file is null ? "" : LinksFrom(file, root);
            terminal.Write(file, stream =>
            {
                switch (words.GetValue(format))
                {
                    case "mermaid":
                        GraphDrawing.WriteMermaid(picture, stream, links);
                        break;
                    case "dot":
                        GraphDrawing.WriteDot(picture, stream, links);
                        break;
                    default:
                        SvgDrawing.Write(picture, stream, ThemeOf(words.GetValue(theme)!), links);
                        break;
                }
            });
            return ExitCode.Passed;
        });
        return command;
    }

    private static DrawingTheme ThemeOf(string word) => word switch
    {
        "light" => DrawingTheme.Light,
        "dark" => DrawingTheme.Dark,
        _ => DrawingTheme.Auto,
    };

    /// <summary>The way from the drawing's folder to what was reviewed.</summary>
    private static string LinksFrom(string file, string root)
    {
        var way = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(file))!, root).Replace(Path.DirectorySeparatorChar, '/');
        return way == "." ? "" : $"{way}/";
    }
}
