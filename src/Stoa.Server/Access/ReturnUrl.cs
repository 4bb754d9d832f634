namespace Stoa.Server.Access;

/// <summary>Where to go after signing in: only ever a page of this server.</summary>
internal static class ReturnUrl
{
    private const int MaxLength = 2000;

    /// <summary>The given path if it is one of this server's pages, otherwise the first page.</summary>
    public static string Safe(string? url)
    {
        // Browsers read backslashes as slashes and drop tabs and line ends, and two slashes begin the name of another host.
        var isLocal = url is ['/', ..] and { Length: <= MaxLength }
            && url is not ['/', '/', ..]
            && !url.AsSpan().ContainsAny('\\', '\u007f')
            && !url.AsSpan().ContainsAnyInRange('\0', ' ');
        return isLocal && !url!.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase) ? url : "/";
    }
}
