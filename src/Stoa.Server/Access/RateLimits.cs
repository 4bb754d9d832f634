namespace Stoa.Server.Access;

/// <summary>How much one client may ask before it is told to wait.</summary>
public sealed class RateLimits
{
    /// <summary>Tries to sign in a minute from one address.</summary>
    public int SignInsPerAddress { get; set; } = 30;

    /// <summary>Tries to sign in a minute with one name, from wherever.</summary>
    public int SignInsPerName { get; set; } = 10;

    /// <summary>Requests a second of one person or token to our own API; ten times as many at once.</summary>
    public int ApiPerSecond { get; set; } = 100;

    /// <summary>Requests a second to AWS's API from one address that fail to authenticate; ten times as many at once.</summary>
    public int AwsRefusalsPerSecond { get; set; } = 20;
}
