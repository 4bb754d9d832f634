using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Stoa.Reviews;

namespace Stoa.Server.Web.Components;

/// <summary>Brings a file that was chosen in the browser to the server.</summary>
public static class ChosenFile
{
    /// <summary>Reads it whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="remedy">What to do about a larger one: a sentence.</param>
    /// <param name="report">Hears the share that has come, from 0 to 1.</param>
    /// <exception cref="InvalidException">It is larger, or it did not come: the line broke, or the file has changed since it was chosen.</exception>
    public static async Task<byte[]> ReadAsync(IBrowserFile file, long most, string remedy, Action<double>? report = null)
    {
        if (file.Size > most)
        {
            throw new InvalidException($"{file.Name} has {file.Size / 1048576.0:0.0} MB; at most {most / 1048576} MB can be uploaded. {remedy}");
        }

        var bytes = new byte[file.Size];
        var read = 0;
        try
        {
            await using var stream = file.OpenReadStream(most);
            while (read < bytes.Length && await stream.ReadAsync(bytes.AsMemory(read)) is > 0 and var more)
            {
                read += more;
                report?.Invoke((double)read / bytes.Length);
            }
        }
        catch (Exception exception) when (exception is IOException or JSException or TimeoutException or OperationCanceledException)
        {
            read = -1;
        }

        return read == bytes.Length ? bytes : throw new InvalidException($"{file.Name} did not come whole. Choose it again.");
    }
}
