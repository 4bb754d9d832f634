using Stoa.Language.Text;

namespace Stoa.Workloads.Terraform;

/// <summary>
/// Which folders are root modules: those with something to review that no other folder of the tree calls. A module that nobody calls is
/// reviewed on its own, with whatever its variables leave unknown.
/// </summary>
internal static class RootModules
{
    private const int MaxFolderDepth = 64;

    /// <summary>The root modules in or below a folder, in the order of their paths.</summary>
    public static IReadOnlyList<ModuleSource> Find(ModuleCatalog catalog, string folder)
    {
        var folders = new List<string>();
        Collect(catalog.Files, folder, folders, 0);
        folders.Sort(StringComparer.Ordinal);

        var modules = new ModuleSource?[folders.Count];
        Workers.For(folders.Count, i => modules[i] = catalog.TryGet(folders[i], out var module) ? module : null);

        var byFolder = modules.OfType<ModuleSource>().ToDictionary(static m => m.Folder);
        var called = new HashSet<string>();
        foreach (var module in byFolder.Values)
        {
            called.UnionWith(CalledBy(catalog, module).Where(f => f != module.Folder));
        }

        var roots = byFolder.Values.Where(m => m.IsWorthReviewing && !called.Contains(m.Folder)).ToList();

        // Modules that call each other in a circle, and nobody else calls them: one of them has to begin.
        var reached = new HashSet<string>();
        foreach (var root in roots)
        {
            Reach(root);
        }

        foreach (var module in byFolder.Values.Where(static m => m.IsWorthReviewing).OrderBy(static m => m.Folder, StringComparer.Ordinal))
        {
            if (!reached.Contains(module.Folder))
            {
                roots.Add(module);
                Reach(module);
            }
        }

        roots.Sort(static (a, b) => string.CompareOrdinal(a.Folder, b.Folder));
        return roots;

        void Reach(ModuleSource start)
        {
            var pending = new Stack<ModuleSource>([start]);
            while (pending.TryPop(out var module))
            {
                if (reached.Add(module.Folder))
                {
                    foreach (var inner in CalledBy(catalog, module))
                    {
                        if (byFolder.TryGetValue(inner, out var next))
                        {
                            pending.Push(next);
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<string> CalledBy(ModuleCatalog catalog, ModuleSource module)
    {
        foreach (var call in module.Calls)
        {
            if (call.IsLocal && catalog.Files.Resolve(module.Folder, call.Source!) is { } folder)
            {
                yield return folder;
            }
        }
    }

    private static void Collect(FileTree files, string folder, List<string> found, int depth)
    {
        if (ModuleLoader.HasConfiguration(files.Files(folder)))
        {
            found.Add(folder);
        }

        if (depth >= MaxFolderDepth)
        {
            return;
        }

        foreach (var name in files.Folders(folder))
        {
            if (name[0] != '.' && name != "node_modules")
            {
                Collect(files, folder.Length == 0 ? name : $"{folder}/{name}", found, depth + 1);
            }
        }
    }
}
