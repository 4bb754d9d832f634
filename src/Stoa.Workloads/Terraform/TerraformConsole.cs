using Stoa.Language.Evaluation;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>What <c>stoa console PATH</c> evaluates in: the names of a root module, and their values.</summary>
public sealed class TerraformConsole
{
    private TerraformConsole(Binder binder, Frame frame, TerraformReading reading)
    {
        Binder = binder;
        Frame = frame;
        Reading = reading;
    }

    /// <summary>What names mean: <c>var.</c>, <c>local.</c>, <c>module.</c> and resources of the module.</summary>
    public Binder Binder { get; }

    /// <summary>Where expressions are evaluated. One at a time.</summary>
    public Frame Frame { get; }

    /// <summary>The module as a unit, and what is wrong with it.</summary>
    public TerraformReading Reading { get; }

    /// <summary>Opens the module in a folder; null where the folder has no Terraform files.</summary>
    public static TerraformConsole? Open(FileTree files, string folder, TerraformOptions? options = null)
    {
        var catalog = new ModuleCatalog(files);
        if (!catalog.TryGet(folder, out var module))
        {
            return null;
        }

        TerraformConsole? console = null;
        Workers.For(1, _ =>
        {
            var unit = new SourceUnit(SourceFormat.Terraform, folder.Length == 0 ? "." : folder);
            var evaluation = new UnitEvaluation(catalog, module, options ?? TerraformOptions.Default, unit);
            evaluation.Run();
            console = new TerraformConsole(
                module.Binder, new ModuleFrame(evaluation.Root), TerraformReader.Merge([evaluation]));
        });

        return console;
    }
}
