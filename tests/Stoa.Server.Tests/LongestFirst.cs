using Stoa.Server.Tests;
using Stoa.Server.Tests.Clients;
using Stoa.Server.Tests.Jobs;
using Stoa.Server.Tests.Journey;
using Stoa.Server.Tests.Survival;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Stoa.Server.Tests;

/// <summary>Begins with the classes that take minutes, so that the others run beside them and nobody waits for one at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(KillTests), nameof(ClientTests), nameof(JourneyTests), nameof(KilledServerTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(static c => Array.FindIndex(Long, l => c.TestCollectionDisplayName.Contains(l, StringComparison.Ordinal)) is var found and >= 0 ? found : Long.Length)];
}
