using System.Collections.Immutable;
using Stoa.Reviews.Decisions;

namespace Stoa.Server.Web.Pages.Decisions;

/// <summary>A decision while somebody writes it. Lists are one thing a line.</summary>
internal sealed class DecisionForm
{
    public string Title { get; set; } = "";

    public DecisionStatus Status { get; set; } = DecisionStatus.Proposed;

    public DateOnly? Date { get; set; }

    public string Makers { get; set; } = "";

    public string Context { get; set; } = "";

    public string Drivers { get; set; } = "";

    public List<OptionForm> Options { get; } = [];

    public string Chosen { get; set; } = "";

    public string Outcome { get; set; } = "";

    public string Good { get; set; } = "";

    public string Bad { get; set; } = "";

    public string Confirmation { get; set; } = "";

    public string More { get; set; } = "";

    /// <summary>The form of a decision.</summary>
    public static DecisionForm Of(DecisionDocument document)
    {
        var form = new DecisionForm
        {
            Title = document.Title,
            Status = document.Status,
            Date = document.Date,
            Makers = string.Join(", ", document.DecisionMakers),
            Context = document.Context,
            Drivers = Text(document.Drivers),
            Chosen = document.ChosenOption ?? "",
            Outcome = document.Outcome,
            Good = Text(document.Consequences.Good),
            Bad = Text(document.Consequences.Bad),
            Confirmation = document.Confirmation,
            More = document.MoreInformation,
        };
        form.Options.AddRange(document.Options.Select(static o => new OptionForm
        {
            Was = o, Title = o.Title, Description = o.Description, Pros = Text(o.Pros), Cons = Text(o.Cons),
        }));
        return form;
    }

    /// <summary>The decision as it is to be: what the form does not show stays as it was.</summary>
    public DecisionDocument Apply(DecisionDocument document)
    {
        var options = Options.Where(static o => !string.IsNullOrWhiteSpace(o.Title)).DistinctBy(static o => o.Title.Trim()).ToList();
        return (document.Status == Status ? document : document.WithStatus(Status)) with
        {
            Title = Title.Trim(),
            Date = Date,
            DecisionMakers = [.. Makers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Context = Block(Context),
            Drivers = Lines(Drivers),
            Options =
            [
                .. options.Select(static o => (o.Was ?? new DecisionOption("")) with
                {
                    Title = o.Title.Trim(), Description = Block(o.Description), Pros = Lines(o.Pros), Cons = Lines(o.Cons),
                }),
            ],
            ChosenOption = options.Exists(o => o.Title.Trim() == Chosen.Trim()) ? Chosen.Trim() : null,
            Outcome = Block(Outcome),
            Consequences = document.Consequences with { Good = Lines(Good), Bad = Lines(Bad) },
            Confirmation = Block(Confirmation),
            MoreInformation = Block(More),
        };
    }

    private static string Text(ImmutableArray<string> lines) => string.Join('\n', lines.Select(static l => l.ReplaceLineEndings(" ")));

    private static string Block(string text) => text.ReplaceLineEndings("\n").Trim();

    private static ImmutableArray<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static l => l.TrimStart('-', '*', ' ')).Where(static l => l.Length > 0)];
}

/// <summary>An option while somebody writes it.</summary>
internal sealed class OptionForm
{
    public DecisionOption? Was { get; init; }

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string Pros { get; set; } = "";

    public string Cons { get; set; } = "";
}
