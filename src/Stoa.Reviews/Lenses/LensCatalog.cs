using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Stoa.Assessment.Framework;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.Lenses;

/// <summary>
/// The lenses by alias and version. Versions never change, so each is built once and kept. Whether somebody may use a lens is not
/// asked here.
/// </summary>
/// <param name="framework">The framework.</param>
/// <param name="custom">Builds a custom lens from its ARN, its version's name and its JSON.</param>
public sealed class LensCatalog(Lens framework, Func<string, string, string, ReviewLens> custom)
{
    // A lens is at most half a megabyte of JSON; a few hundred of them are no burden.
    private const int Kept = 256;

    private readonly ConcurrentDictionary<(string Arn, string Version), ReviewLens> versions = new();

    /// <summary>The framework.</summary>
    public ReviewLens Framework { get; } = ReviewLens.Of(framework);

    /// <summary>The alias that the record keeps: of the framework the short one, whichever of its names is given.</summary>
    public string Canonical(string alias) =>
        alias == ReviewLens.Framework || alias == ReviewLens.FrameworkArn || alias.EndsWith(":lens/wellarchitected", StringComparison.Ordinal)
            ? ReviewLens.Framework
            : alias;

    /// <summary>A version of a lens.</summary>
    /// <param name="context">Where custom lenses are.</param>
    /// <param name="alias">The alias or ARN.</param>
    /// <param name="version">The version's name; null: the newest.</param>
    /// <exception cref="NotFoundException">There is no such lens, or no such version of it.</exception>
    public async Task<ReviewLens> GetAsync(RecordContext context, string alias, string? version = null)
    {
        if (Canonical(alias) == ReviewLens.Framework)
        {
            // The program holds one edition; what was reviewed against an earlier one is read against this one.
            return Framework;
        }

        if (version is not null && versions.TryGetValue((alias, version), out var known))
        {
            return known;
        }

        var record = await context.CustomLensVersions.AsNoTracking()
            .Where(v => v.Arn == alias && (version == null || v.Name == version))
            .OrderByDescending(static v => v.Number)
            .FirstOrDefaultAsync()
            ?? throw new NotFoundException("LENS", alias);
        if (versions.Count > Kept)
        {
            versions.Clear();
        }

        return versions.GetOrAdd((alias, record.Name), static (key, state) => state.custom(key.Arn, key.Version, state.Json), (custom, record.Json));
    }
}
