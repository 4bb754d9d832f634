using System.Buffers.Text;
using System.Text;

namespace Stoa.Server.Api.Aws.Operations;

/// <summary>One page of a list. A token says where the next one begins and which list it is of: one made for another is refused.</summary>
internal static class AwsPage
{
    /// <summary>Cuts a page out of a list.</summary>
    /// <param name="items">The whole list, in a stable order.</param>
    /// <param name="list">What is listed, of whom: a token is good for this only.</param>
    /// <param name="token">The client's token; null for the first page.</param>
    /// <param name="most">How many the client wants at most; null: as many as a page holds.</param>
    /// <param name="size">How many a page holds.</param>
    public static (IReadOnlyList<T> Items, string? Next) Of<T>(IReadOnlyList<T> items, string list, string? token, int? most, int size = 50)
    {
        var start = token is null ? 0 : StartOf(list, token);
        var count = Math.Clamp(Math.Min(most ?? size, size), 1, Math.Max(1, items.Count - start));
        var end = Math.Min(items.Count, start + count);
        return ([.. items.Skip(start).Take(end - start)], end < items.Count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{end} {list}")) : null);
    }

    private static int StartOf(string list, string token)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            var blank = text.IndexOf(' ');
            if (blank > 0 && text[(blank + 1)..] == list && int.TryParse(text.AsSpan(0, blank), out var start) && start >= 0)
            {
                return start;
            }
        }
        catch (FormatException)
        {
            // Not one of ours; said below.
        }

        throw new ValidationException("[Validation] The NextToken is not valid for this request.", ValidationReason.FieldValidationFailed,
            [new ValidationField("NextToken", "not a token of this list")]);
    }
}
