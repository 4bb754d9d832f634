namespace Stoa.Workloads.Terraform;

/// <summary>
/// Runs independent pieces of work on a few threads with room on their stacks: declarations are evaluated one inside the other, as deep
/// as <see cref="UnitEvaluation.MaxChain"/>, which the stacks of a thread pool do not promise to hold.
/// </summary>
internal static class Workers
{
    private const int StackBytes = 256 * 1024 * 1024;

    /// <summary>Runs the work for 0 to <paramref name="count"/> - 1, and returns when all of it is done.</summary>
    /// <exception cref="AggregateException">Some of it threw: a bug of ours.</exception>
    public static void For(int count, Action<int> work)
    {
        var next = -1;
        var failures = new List<Exception>();
        var threads = new Thread[Math.Min(count, Environment.ProcessorCount)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Run, StackBytes) { IsBackground = true };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }

        void Run()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    work(i);
                }
            }
            catch (Exception exception)
            {
                lock (failures)
                {
                    failures.Add(exception);
                }
            }
        }
    }
}
