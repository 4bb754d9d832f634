using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>The modules of a tree by folder, each read once, when it is first asked for. Safe for threads.</summary>
internal sealed class ModuleCatalog(FileTree files)
{
    private readonly ConcurrentDictionary<string, Lazy<ModuleSource?>> modules = new();

    public FileTree Files => files;

    /// <summary>The module in a folder; false where the folder is not there or has no configuration.</summary>
    public bool TryGet(string folder, [MaybeNullWhen(false)] out ModuleSource module)
    {
        module = modules.GetOrAdd(
            folder,
            static (f, tree) => new Lazy<ModuleSource?>(() => ModuleLoader.HasConfiguration(tree.Files(f)) ? ModuleLoader.Load(tree, f) : null),
            files).Value;
        return module is not null;
    }
}
