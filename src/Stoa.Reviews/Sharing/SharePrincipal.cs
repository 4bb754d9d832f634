namespace Stoa.Reviews.Sharing;

/// <summary>With whom something can be shared: an account, or one person of it.</summary>
public static class SharePrincipal
{
    /// <summary>The account of one with whom something is to be shared.</summary>
    /// <param name="sharedWith">Twelve digits, or <c>arn:aws:iam::123456789012:user/name</c>.</param>
    /// <exception cref="InvalidException">It is neither.</exception>
    public static string AccountOf(string sharedWith)
    {
        if (IsAccount(sharedWith))
        {
            return sharedWith;
        }

        var parts = sharedWith.Split(':', 6);
        if (parts.Length == 6 && parts[0] == "arn" && parts[2] == "organizations")
        {
            throw Invalid("This server knows no organisations. Share with each account, twelve digits, or with people by their ARN.");
        }

        if (parts.Length == 6 && parts[0] == "arn" && parts[2] == "iam" && IsAccount(parts[4]))
        {
            return parts[5].StartsWith("user/", StringComparison.Ordinal) && parts[5].Length > "user/".Length
                ? parts[4]
                : throw Invalid("Only a person can be shared with by an ARN: arn:aws:iam::ACCOUNT:user/NAME. Roles and groups are not known to this server.");
        }

        throw Invalid("Something is shared with an account, twelve digits, or with a person, arn:aws:iam::ACCOUNT:user/NAME.");
    }

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static InvalidException Invalid(string message) => new($"[Validation] {message}", ("SharedWith", message));
}
