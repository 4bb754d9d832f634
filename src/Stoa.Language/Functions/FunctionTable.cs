namespace Stoa.Language.Functions;

/// <summary>The functions of Terraform's language, and those of the providers that can be worked out from their arguments alone.</summary>
public static class FunctionTable
{
    private const string CoreNamespace = "core::";

    /// <summary>
    /// Finds a function by its name, with or without <c>core::</c>. It is made when asked for, so ask once for each call in the
    /// source, not once for each evaluation.
    /// </summary>
    /// <returns>Null where there is none of that name.</returns>
    public static Function? Find(string name)
    {
        if (name.StartsWith(CoreNamespace, StringComparison.Ordinal))
        {
            name = name[CoreNamespace.Length..];
            return name.Contains(':') ? null : Find(name);
        }

        return NumberFunctions.Find(name)
            ?? CollectionFunctions.Find(name)
            ?? SetFunctions.Find(name)
            ?? TypeFunctions.Find(name)
            ?? StringFunctions.Find(name)
            ?? RegexFunctions.Find(name)
            ?? EncodingFunctions.Find(name)
            ?? FileFunctions.Find(name)
            ?? DateFunctions.Find(name)
            ?? HashFunctions.Find(name)
            ?? AddressFunctions.Find(name)
            ?? ProviderFunctions.Find(name);
    }

    /// <summary>The names of all functions, in order, without those of providers; for suggestions and documentation.</summary>
    public static IReadOnlyList<string> Names =>
    [
        "abs", "abspath", "alltrue", "anytrue", "base64decode", "base64encode", "base64gzip", "base64sha256", "base64sha512",
        "basename", "bcrypt", "can", "ceil", "chomp", "chunklist", "cidrhost", "cidrnetmask", "cidrsubnet", "cidrsubnets",
        "coalesce", "coalescelist", "compact", "concat", "contains", "csvdecode", "dirname", "distinct", "element", "endswith",
        "ephemeralasnull", "file", "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5", "fileset",
        "filesha1", "filesha256", "filesha512", "flatten", "floor", "format", "formatdate", "formatlist", "indent", "index",
        "issensitive", "join", "jsondecode", "jsonencode", "keys", "length", "log", "lookup", "lower", "matchkeys", "max", "md5",
        "merge", "min", "nonsensitive", "one", "parseint", "pathexpand", "plantimestamp", "pow", "range", "regex", "regexall",
        "replace", "reverse", "rsadecrypt", "sensitive", "setintersection", "setproduct", "setsubtract", "setunion", "sha1",
        "sha256", "sha512", "signum", "slice", "sort", "split", "startswith", "strcontains", "strrev", "substr", "sum",
        "templatefile", "templatestring", "textdecodebase64", "textencodebase64", "timeadd", "timecmp", "timestamp", "title",
        "tobool", "tolist", "tomap", "tonumber", "toset", "tostring", "transpose", "trim", "trimprefix", "trimspace", "trimsuffix",
        "try", "upper", "urlencode", "uuid", "uuidv5", "values", "yamldecode", "yamlencode", "zipmap",
    ];
}
