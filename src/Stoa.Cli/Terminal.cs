using System.Text;

namespace Stoa.Cli;

/// <summary>The two streams a person or a program reads, and what they can show.</summary>
internal sealed class Terminal : IDisposable
{
    private const int DefaultWidth = 100;
    private const int MaxWidth = 140;
    private readonly Stream output = Console.OpenStandardOutput();

    public Terminal()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Out = new StreamWriter(output, utf8, bufferSize: 16 * 1024) { NewLine = "\n" };
        Error = new StreamWriter(Console.OpenStandardError(), utf8) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>Standard output, buffered.</summary>
    public StreamWriter Out { get; }

    /// <summary>Standard error.</summary>
    public StreamWriter Error { get; }

    /// <summary>Whether a person reads standard output, not a file or a program.</summary>
    public static bool OutputIsPerson => !Console.IsOutputRedirected;

    /// <summary>Whether a person reads standard error.</summary>
    public static bool ErrorIsPerson => !Console.IsErrorRedirected;

    /// <summary>Whether standard output may be coloured: a person reads it, and neither NO_COLOR nor a dumb terminal forbids it.</summary>
    public static bool Color =>
        Environment.GetEnvironmentVariable("CLICOLOR_FORCE") is { Length: > 0 } force && force != "0"
        || (OutputIsPerson && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>The width of the screen, in columns.</summary>
    public static int Width
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0)
            {
                return Math.Min(columns, MaxWidth);
            }

            return OutputIsPerson && Console.WindowWidth is > 0 and var width ? Math.Min(width, MaxWidth) : DefaultWidth;
        }
    }

    /// <summary>
    /// Opens where a report goes: the file named, or standard output. A file is written beside its place and moved there at the end, so
    /// that a failure leaves the earlier report as it was.
    /// </summary>
    public void Write(string? file, Action<Stream> write)
    {
        if (file is null)
        {
            Out.Flush();
            write(output);
            output.Flush();
            return;
        }

        var draft = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = File.Create(draft))
            {
                write(stream);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public void Dispose()
    {
        Out.Flush();
        Out.Dispose();
        Error.Dispose();
    }
}
