using System.Collections.Immutable;

namespace Stoa.Server.Documents;

/// <summary>
/// The fonts of a machine that show what Helvetica, which every reader of PDF has, does not. None of them is needed for Latin-1 text, and
/// none is shipped: where a character is in no font, a question mark stands for it.
/// </summary>
public sealed class PdfFontLibrary
{
    private const int MaxDepth = 5;
    private const long MaxBytes = 64 * 1024 * 1024;

    // In order of preference: what looks like Helvetica, what has many characters, what has Chinese, Japanese and Korean.
    private static readonly (string Regular, string Bold)[] Known =
    [
        ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
        ("arial.ttf", "arialbd.ttf"),
        ("Arial.ttf", "Arial Bold.ttf"),
        ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
        ("wqy-microhei.ttc", "wqy-microhei.ttc"),
        ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
        ("ipagp.ttf", "ipagp.ttf"),
        ("NanumGothic.ttf", "NanumGothicBold.ttf"),
        ("msyh.ttc", "msyhbd.ttc"),
        ("Arial Unicode.ttf", "Arial Unicode.ttf"),
    ];

    private static readonly Lazy<PdfFontLibrary> ThisMachine = new(() => new PdfFontLibrary(UsualFolders()));

    private readonly ImmutableArray<(Lazy<TrueTypeFace?> Regular, Lazy<TrueTypeFace?> Bold)> families;

    /// <summary>The fonts found in folders and those below them.</summary>
    public PdfFontLibrary(params IEnumerable<string> folders)
    {
        Dictionary<string, string> files = [];
        var wanted = Known.SelectMany(k => (string[])[k.Regular, k.Bold]).ToHashSet();
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, IgnoreInaccessible = true };
        foreach (var folder in folders.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.tt?", options).Order(StringComparer.Ordinal))
            {
                if (wanted.Contains(Path.GetFileName(file)))
                {
                    files.TryAdd(Path.GetFileName(file), file);
                }
            }
        }

        Dictionary<string, Lazy<TrueTypeFace?>> faces = [];
        families =
        [
            .. from family in Known
               where files.ContainsKey(family.Regular)
               select (Face(family.Regular), Face(files.ContainsKey(family.Bold) ? family.Bold : family.Regular)),
        ];

        Lazy<TrueTypeFace?> Face(string name)
        {
            if (!faces.TryGetValue(name, out var face))
            {
                face = new Lazy<TrueTypeFace?>(() => Load(files[name]));
                faces.Add(name, face);
            }

            return face;
        }
    }

    /// <summary>The fonts of this machine; looked for once, on first use.</summary>
    public static PdfFontLibrary OfThisMachine => ThisMachine.Value;

    /// <summary>No fonts but those that every reader has.</summary>
    public static PdfFontLibrary None { get; } = new();

    /// <summary>The faces in order of preference; each is read from disk when it is first asked for.</summary>
    internal IEnumerable<TrueTypeFace> Faces(bool bold) =>
        families.Select(f => (bold ? f.Bold : f.Regular).Value).OfType<TrueTypeFace>();

    private static TrueTypeFace? Load(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MaxBytes ? new TrueTypeFace(File.ReadAllBytes(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            // A font that cannot be read is one fewer to choose from; the next takes its place.
            return null;
        }
    }

    private static IEnumerable<string> UsualFolders() =>
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts/Supplemental",
        .. Environment.GetFolderPath(Environment.SpecialFolder.Fonts) is { Length: > 0 } folder ? [folder] : Array.Empty<string>(),
    ];
}
