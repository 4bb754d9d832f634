using System.Diagnostics.CodeAnalysis;

namespace Stoa.Server.Jobs;

/// <summary>How many reviews may run at once on one server.</summary>
[SuppressMessage(
    "Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "A review's thread may end after the server's services are disposed of, and gives its slot back even then. The semaphore has something to dispose of only once its wait handle is asked for, which nobody does.")]
public sealed class ReviewSlots
{
    /// <summary>How many threads each has.</summary>
    public static readonly int Threads = Math.Min(2, Environment.ProcessorCount);

    /// <summary>How many reviews may go on beside those in slots after nobody waits for them any more.</summary>
    public const int MostLeft = 2;

    private readonly SemaphoreSlim free;
    private readonly Lock gate = new();
    private int left;

    /// <summary>As many slots as half of the machine's processors.</summary>
    public ReviewSlots()
        : this(Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <summary>So many slots.</summary>
    internal ReviewSlots(int count) => free = new SemaphoreSlim(count);

    /// <summary>Waits for a slot and takes it.</summary>
    public async Task<ReviewSlot> TakeAsync(CancellationToken stopping)
    {
        await free.WaitAsync(stopping);
        return new ReviewSlot(this);
    }

    internal bool TryLeave()
    {
        lock (gate)
        {
            if (left == MostLeft)
            {
                return false;
            }

            left++;
        }

        free.Release();
        return true;
    }

    internal void GiveBack(bool wasLeft)
    {
        if (!wasLeft)
        {
            free.Release();
            return;
        }

        lock (gate)
        {
            left--;
        }
    }
}

/// <summary>A slot that one review has until it ends.</summary>
public sealed class ReviewSlot
{
    private readonly ReviewSlots slots;
    private readonly Lock gate = new();
    private bool isEnded;
    private bool isLeft;

    internal ReviewSlot(ReviewSlots slots) => this.slots = slots;

    /// <summary>
    /// Nobody waits for the review any more: the next may begin, though this one is told to stop and may not have. A review cannot be stopped
    /// in the middle of a step, so where as many go on as may, it keeps its slot until it ends.
    /// </summary>
    public void Leave()
    {
        lock (gate)
        {
            isLeft = !isEnded && (isLeft || slots.TryLeave());
        }
    }

    /// <summary>The review has ended.</summary>
    public void End()
    {
        lock (gate)
        {
            if (!isEnded)
            {
                isEnded = true;
                slots.GiveBack(isLeft);
            }
        }
    }
}
