using System.Globalization;
using System.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>Functions that hash, and those whose results nobody can know beforehand.</summary>
internal static class HashFunctions
{
    public static Function? Find(string name) => name switch
    {
        "base64sha256" => Hash(name, static b => Convert.ToBase64String(Digest.Sha256(b))),
        "base64sha512" => Hash(name, static b => Convert.ToBase64String(Digest.Sha512(b))),
        "bcrypt" => new(name, HclType.String, [Arguments.Text("str")], static (_, a) => References.UnknownFrom(HclType.String, true, a), Arguments.Number("cost")),
        "md5" => Hash(name, static b => Convert.ToHexStringLower(Digest.Md5(b))),
        // Whoever keeps a private key where this could use it has it decrypted by Terraform, not by a review.
        "rsadecrypt" => new(name, HclType.String, [Arguments.Text("ciphertext"), Arguments.Text("privatekey")], static (_, a) =>
            References.UnknownFrom(HclType.String, true, a).WithSensitivity(true)),
        "sha1" => Hash(name, static b => Convert.ToHexStringLower(Digest.Sha1(b))),
        "sha256" => Hash(name, static b => Convert.ToHexStringLower(Digest.Sha256(b))),
        "sha512" => Hash(name, static b => Convert.ToHexStringLower(Digest.Sha512(b))),
        "uuid" => new(name, HclType.String, [], static (_, _) => Value.UnknownOf(HclType.String, notNull: true)),
        "uuidv5" => new(name, HclType.String, [Arguments.Text("namespace"), Arguments.Text("name")], static (_, a) => NamedUuid(a[0].AsString(), a[1].AsString())),
        _ => null,
    };

    private static Function Hash(string name, Func<byte[], string> hash) =>
        new(name, HclType.String, [Arguments.Text("str")], (_, a) => Value.Of(hash(Encoding.UTF8.GetBytes(a[0].AsString()))));

    private static Outcome<FunctionError> NamedUuid(string space, string name)
    {
        // The four name spaces of RFC 4122 differ in one digit.
        var digits = space switch
        {
            "dns" => "6ba7b8109dad11d180b400c04fd430c8",
            "url" => "6ba7b8119dad11d180b400c04fd430c8",
            "oid" => "6ba7b8129dad11d180b400c04fd430c8",
            "x500" => "6ba7b8149dad11d180b400c04fd430c8",
            _ => space.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? Digits(space[9..]) : Digits(space),
        };
        if (digits is null)
        {
            return new FunctionError($"uuidv5() doesn't support namespace {space} ({(space.Length is 32 or 36 or 38 or 45 ? "invalid UUID format" : $"invalid UUID length: {space.Length}")})");
        }

        var hash = Digest.Sha1([.. Convert.FromHexString(digits), .. Encoding.UTF8.GetBytes(name)])[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        var hex = Convert.ToHexStringLower(hash);
        return Value.Of(string.Create(CultureInfo.InvariantCulture, $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}"));
    }

    private static string? Digits(string text)
    {
        text = text is ['{', .., '}'] ? text[1..^1] : text;
        if (text.Length == 36)
        {
            text = text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-' ? text.Replace("-", "", StringComparison.Ordinal) : "";
        }

        return text.Length == 32 && text.All(char.IsAsciiHexDigit) ? text : null;
    }
}
