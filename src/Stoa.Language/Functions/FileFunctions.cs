using System.Text;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Functions;

/// <summary>
/// Functions of files and paths. They see the reviewed tree only; whatever depends on the machine that Terraform will run on
/// (its home directory, its working directory) is unknown.
/// </summary>
internal static class FileFunctions
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static Function? Find(string name) => name switch
    {
        "abspath" or "pathexpand" => new(name, HclType.String, [Arguments.Text("path")], (_, a) => Absolute(name, a[0])),
        "basename" => new(name, HclType.String, [Arguments.Text("path")], static (_, a) => Value.Of(BaseName(a[0].AsString()))),
        "dirname" => new(name, HclType.String, [Arguments.Text("path")], static (_, a) => Value.Of(FolderName(a[0].AsString()))),
        "file" => Reading(name, static (bytes, path) => Text(bytes.Span, path)),
        "filebase64" => Reading(name, static (bytes, _) => Value.Of(Convert.ToBase64String(bytes.Span))),
        "filebase64sha256" => Reading(name, static (bytes, _) => Value.Of(Convert.ToBase64String(Digest.Sha256(bytes.Span)))),
        "filebase64sha512" => Reading(name, static (bytes, _) => Value.Of(Convert.ToBase64String(Digest.Sha512(bytes.Span)))),
        "filemd5" => Reading(name, static (bytes, _) => Value.Of(Convert.ToHexStringLower(Digest.Md5(bytes.Span)))),
        "filesha1" => Reading(name, static (bytes, _) => Value.Of(Convert.ToHexStringLower(Digest.Sha1(bytes.Span)))),
        "filesha256" => Reading(name, static (bytes, _) => Value.Of(Convert.ToHexStringLower(Digest.Sha256(bytes.Span)))),
        "filesha512" => Reading(name, static (bytes, _) => Value.Of(Convert.ToHexStringLower(Digest.Sha512(bytes.Span)))),
        "fileexists" => new(name, HclType.Bool, [Arguments.Text("path")], static (c, a) => Exists(c, a[0])),
        "fileset" => new(name, HclType.Set(HclType.String), [Arguments.Text("path"), Arguments.Text("pattern")], static (c, a) => FileSet(c, a)),
        "templatefile" => new(name, HclType.Dynamic, [Arguments.Text("path"), Arguments.Any("vars")], static (c, a) => TemplateFile(c, a)) { MayBeNull = true },
        "templatestring" => new(name, HclType.String, [Arguments.Text("template"), Arguments.Any("vars")], static (c, a) =>
            Render(c, new SourceText("<templatestring argument>", a[0].AsString()), a)),
        _ => null,
    };

    private static Function Reading(string name, Func<ReadOnlyMemory<byte>, string, Outcome<FunctionError>> use) =>
        new(name, HclType.String, [Arguments.Text("path")], (context, a) =>
        {
            var path = a[0].AsString();
            return Read(context, path, out var bytes) is { } error ? error
                : context.Files is null ? References.UnknownFrom(HclType.String, true, a)
                : use(bytes, path);
        });

    /// <summary>Reads a file. Without a tree nothing is read, and nothing is wrong.</summary>
    private static FunctionError? Read(CallContext context, string path, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (context.Files is not { } files)
        {
            return null;
        }

        // A person's home is on no machine but theirs.
        if (path.StartsWith('~') || files.Resolve(context.Folder, path) is not { } resolved)
        {
            return Outside(path);
        }

        var content = files.Read(resolved);
        bytes = content.Bytes;
        var quoted = GoQuote.Quote(path);
        return content.Refusal switch
        {
            FileRefusal.None => null,
            _ when files.FolderExists(resolved) => new FunctionError($"{path} is a directory, not a file", 0),
            FileRefusal.Missing => new FunctionError(
                $"no file exists at {quoted}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource",
                0) { Refusal = FileRefusal.Missing, File = resolved },
            FileRefusal.OutsideRoot => Outside(path),
            FileRefusal.TooLarge => new FunctionError($"the file at {quoted} is larger than {FileTree.MaxFileBytes / (1024 * 1024)} MiB", 0),
            _ => new FunctionError($"failed to read file at {quoted}", 0),
        };
    }

    private static FunctionError Outside(string path) =>
        new($"{GoQuote.Quote(path)} lies outside the folder under review and its repository, so it is not read", 0)
        {
            Refusal = FileRefusal.OutsideRoot,
            File = path,
        };

    private static Outcome<FunctionError> Text(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.Length > CallContext.MaxTextLength ? Arguments.TooLongText : Value.Of(NormalForm.Compose(text));
        }
        catch (ArgumentException)
        {
            return new FunctionError(
                $"contents of {GoQuote.Quote(path)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead",
                0);
        }
    }

    private static Value Absolute(string name, Value path)
    {
        var text = path.AsString();
        var known = name == "abspath" ? text.StartsWith('/') : !text.StartsWith('~');
        return !known ? References.UnknownFrom(HclType.String, true, path)
            : Value.Of(name == "abspath" ? Clean(text) : text);
    }

    private static Outcome<FunctionError> Exists(CallContext context, Value path)
    {
        var text = path.AsString();
        // What lies outside may or may not be there where Terraform runs.
        if (context.Files is not { } files || files.Resolve(context.Folder, text) is not { } resolved || text.StartsWith('~'))
        {
            return References.UnknownFrom(HclType.Bool, true, path);
        }

        return files.FileExists(resolved) ? Value.True
            : files.FolderExists(resolved) ? new FunctionError($"{text} is a directory, not a file", 0)
            : Value.False;
    }

    private static Outcome<FunctionError> FileSet(CallContext context, ReadOnlySpan<Value> arguments)
    {
        var path = arguments[0].AsString();
        if (context.Files is not { } files)
        {
            return References.UnknownFrom(HclType.Set(HclType.String), true, arguments);
        }

        if (files.Resolve(context.Folder, path) is not { } folder)
        {
            return Outside(path);
        }

        if (!GlobPattern.TryParse(arguments[1].AsString(), out var pattern))
        {
            return new FunctionError($"failed to glob pattern ({arguments[1].AsString()}): syntax error in pattern", 1);
        }

        var found = pattern.Find(files, folder);
        return found is null
            ? Arguments.TooManyElements
            : Sets.Of(HclType.String, found.ConvertAll(static f => Value.Of(NormalForm.Compose(f))));
    }

    private static Outcome<FunctionError> TemplateFile(CallContext context, ReadOnlySpan<Value> arguments)
    {
        var path = arguments[0].AsString();
        if (Read(context, path, out var bytes) is { } error)
        {
            return error;
        }

        if (context.Files is null)
        {
            return References.UnknownFrom(HclType.Dynamic, false, arguments);
        }

        return Text(bytes.Span, path).TryGet(out var text, out var wrong)
            ? Render(context, new SourceText(context.Files.Resolve(context.Folder, path)!, text.AsString()), arguments)
            : wrong;
    }

    private static Outcome<FunctionError> Render(CallContext context, SourceText template, ReadOnlySpan<Value> arguments)
    {
        var variables = arguments[1];
        if (!Arguments.IsMapping(variables))
        {
            return new FunctionError("invalid vars value: must be a map", 1);
        }

        foreach (var name in variables.Keys)
        {
            if (!IsIdentifier(name))
            {
                return new FunctionError(
                    $"invalid template variable name {GoQuote.Quote(name)}: must start with a letter, followed by zero or more letters, digits, and underscores", 1);
            }
        }

        return context.RenderTemplate?.Invoke(template, variables, context) ?? References.UnknownFrom(HclType.Dynamic, false, arguments);
    }

    private static bool IsIdentifier(string name) => name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-');

    private static string BaseName(string path)
    {
        var trimmed = path.TrimEnd('/');
        return path.Length == 0 ? "." : trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string FolderName(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    /// <summary>The path without <c>.</c>, doubled slashes and <c>..</c> that can be worked out, as Go cleans it.</summary>
    private static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && !(part == ".." && rooted))
            {
                parts.Add(part);
            }
        }

        var clean = $"{(rooted ? "/" : "")}{string.Join('/', parts)}";
        return clean.Length == 0 ? "." : clean;
    }
}
