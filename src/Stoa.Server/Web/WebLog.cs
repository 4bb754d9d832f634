namespace Stoa.Server.Web;

/// <summary>What the web application writes to the log.</summary>
internal static partial class WebLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Address} failed.")]
    public static partial void PageFailed(this ILogger logger, string address, Exception exception);
}
