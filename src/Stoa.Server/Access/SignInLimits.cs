using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Stoa.Reviews.People;
using Stoa.Server.Hosting;

namespace Stoa.Server.Access;

/// <summary>Slows down who guesses: tries from one address, and tries with one name, each have their measure.</summary>
internal sealed class SignInLimits(IOptions<StoaOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> addresses = PerMinute(options.Value.RateLimits.SignInsPerAddress);
    private readonly PartitionedRateLimiter<string> names = PerMinute(options.Value.RateLimits.SignInsPerName);

    /// <summary>Whether another try is allowed. A try counts whether or not it succeeds.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The name that is tried; null where there is none, as with a link.</param>
    public bool Allows(HttpContext context, string? name)
    {
        using var address = addresses.AttemptAcquire(AddressOf(context));
        if (!address.IsAcquired)
        {
            return false;
        }

        using var lease = name is null ? null : names.AttemptAcquire(PersonManagers.Normalize(name.Length > 254 ? name[..254] : name));
        return lease is null or { IsAcquired: true };
    }

    /// <summary>The address that a request came from; of IPv6 the network, since one machine has all of its addresses.</summary>
    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        addresses.Dispose();
        names.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = Window, SegmentsPerWindow = 6 }));
}
