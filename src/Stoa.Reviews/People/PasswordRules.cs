using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>
/// What a password must be: long, and not one of those that everybody tries first. No rule asks for digits or signs, since such rules
/// make passwords shorter and easier to guess (NIST SP 800-63B, 5.1.1.2).
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Person>
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 12;

    /// <summary>The most characters; longer ones only cost time.</summary>
    public const int MaxLength = 256;

    // What remains of the commonest passwords, and of ways to stretch them to twelve characters, once digits and signs at both ends are
    // taken off and repetitions are folded.
    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
    [
        "password", "passw0rd", "p@ssword", "p@ssw0rd", "pa$$word", "passwort", "passphrase", "mypassword", "newpassword", "thepassword",
        "password123password", "adminpassword", "passwordadmin", "userpassword", "secretpassword", "letmein", "letmeinnow", "pleaseletmein", "welcome",
        "welcometothejungle", "admin", "administrator", "administrador", "superadmin", "adminadmin", "root", "rootroot", "qwerty", "qwertyuiop",
        "qwertyuiopasdfghjkl", "qwertzuiop", "azertyuiop", "asdfghjkl", "asdfghjklzxcvbnm", "zxcvbnm", "qazwsx", "qazwsxedc", "qazwsxedcrfv",
        "1qaz2wsx3edc", "qaz2wsx3edc", "1q2w3e4r5t6y", "q2w3e4r5t6y", "q2w3e4r", "q2w3e4r5t", "abcdefgh", "abcdefghijkl", "abcdefghijklmnopqrstuvwxyz",
        "iloveyou", "iloveyouforever", "iloveyousomuch", "sunshine", "princess", "football", "baseball", "basketball", "dragon", "monkey", "superman",
        "batman", "trustno1", "trustno", "starwars", "whatever", "michael", "jennifer", "charlie", "changeme", "changemenow", "pleasechangeme", "changeit",
        "default", "defaultpassword", "secret", "topsecret", "testtest", "test", "testing", "testpassword", "guest", "temporary", "temppassword",
        "temp", "login", "access", "master", "hello", "helloworld", "computer", "internet", "security", "summer", "winter", "spring", "autumn",
        "correcthorsebatterystaple", "correct horse battery staple", "stoa", "stoaserver", "stoaadmin", "wellarchitected", "amazon", "amazonaws",
        "abc", "abcd", "abc123abc", "google", "company",
    ]);

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) => Task.FromResult(
        Complaint(user, password ?? "") is { } complaint
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = complaint })
            : IdentityResult.Success);

    private static string? Complaint(Person person, string password)
    {
        if (password.Length < MinLength)
        {
            return $"The password must have at least {MinLength} characters. A few words in a row are easy to remember and hard to guess.";
        }

        if (password.Length > MaxLength)
        {
            return $"The password must have at most {MaxLength} characters.";
        }

        var plain = password.ToLowerInvariant();
        if (Common.Contains(plain) || Common.Contains(Core(plain)) || IsMonotonous(plain))
        {
            return "This is one of the passwords that are tried first. Choose one that others do not use.";
        }

        return IsOwn(plain, person.Email) || IsOwn(plain, person.DisplayName) ? "The password must not be your name or address." : null;
    }

    // "password1234", "!!Admin2026!!" and "qwertyqwerty" are "password", "admin" and "qwerty".
    private static string Core(string password)
    {
        var core = password.AsSpan();
        while (core is [not (>= 'a' and <= 'z'), ..])
        {
            core = core[1..];
        }

        while (core is [.., not (>= 'a' and <= 'z')])
        {
            core = core[..^1];
        }

        for (var length = 1; length <= core.Length / 2; length++)
        {
            if (core.Length % length == 0 && IsRepetition(core, length))
            {
                return core[..length].ToString();
            }
        }

        return core.ToString();
    }

    private static bool IsRepetition(ReadOnlySpan<char> text, int length)
    {
        for (var at = length; at < text.Length; at++)
        {
            if (text[at] != text[at - length])
            {
                return false;
            }
        }

        return true;
    }

    // "aaaaaaaaaaaa", "abababababab", "123456789012", "zyxwvutsrqponml".
    private static bool IsMonotonous(string password)
    {
        var steps = password.Zip(password.Skip(1), static (a, b) => char.IsAsciiDigit(a) && char.IsAsciiDigit(b) ? (b - a + 10) % 10 : b - a).Distinct().Count();
        return steps == 1 || password.Distinct().Count() <= 3;
    }

    private static bool IsOwn(string password, string? own) => own is { Length: >= 4 } && Core(password) == Core(own.ToLowerInvariant());
}
