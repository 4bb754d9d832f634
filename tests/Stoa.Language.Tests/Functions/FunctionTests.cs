using CsCheck;
using Stoa.Language.Functions;
using Stoa.Language.Text;
using Stoa.Language.Values;

namespace Stoa.Language.Tests.Functions;

public class FunctionTests
{
    private static readonly MemoryFileTree Tree = new(
        ("modules/db/main.tf", "x"),
        ("modules/db/policies/a.json", "{}"),
        ("modules/db/policies/b.json", "[]"),
        ("modules/db/policies/deep/c.json", "1"),
        ("modules/db/notes.txt", "e\u0301"));

    private static readonly CallContext Files = new() { Files = Tree, Folder = "modules/db" };

    [Fact]
    public void Every_function_of_Terraform_is_there_with_its_parameters()
    {
        var missing = FunctionCase.ReadLines("Functions/signatures.tsv", 3)
            .Where(static s => Describe(FunctionTable.Find(s[0])) != $"{s[1]}\t{s[2]}")
            .Select(static s => $"{s[0]}: {s[1]} {s[2]}, not {Describe(FunctionTable.Find(s[0]))}");

        Assert.Empty(missing);
    }

    [Fact]
    public void The_list_of_names_is_complete_and_in_order()
    {
        Assert.Equal(FunctionCase.ReadLines("Functions/signatures.tsv", 3).Select(static s => s[0]), FunctionTable.Names);
        Assert.All(FunctionTable.Names, static n => Assert.Equal(n, FunctionTable.Find($"core::{n}")!.Name));
        Assert.Null(FunctionTable.Find("nonsense"));
    }

    [Fact]
    public void Decoding_what_was_encoded_gives_it_back()
    {
        Documents(Gen.String.Where(static s => s.All(static c => !char.IsSurrogate(c)))).Sample(static v =>
            Assert.Equal(v, JsonText.Read(JsonText.Write(v)).Value));
        Documents(Gen.String[Gen.Char[' ', '~'], 0, 12]).Sample(static v =>
            Assert.Equal(v, Call("yamldecode", Call("yamlencode", v))));
    }

    [Fact]
    public void An_unknown_argument_makes_the_result_unknown_with_its_type_and_its_references()
    {
        var reference = new Reference(new object(), "arn");
        var unknown = Value.UnknownOf(HclType.String).WithReference(reference);

        var result = Call("upper", unknown);

        Assert.True(result is { IsUnknown: true, IsNotNull: true });
        Assert.Equal(HclType.String, result.Type);
        Assert.Equal(reference, Assert.Single(result.References));
        Assert.Equal(HclType.List(HclType.String), Call("split", Value.Of(","), unknown).Type);
        Assert.Equal(HclType.Number, Call("element", Value.UnknownOf(HclType.List(HclType.Number)), Value.Of(0)).Type);
    }

    [Fact]
    public void The_known_parts_of_a_text_stay_known()
    {
        var arn = Value.UnknownOf(HclType.String, notNull: true);
        var joined = Call("join", Value.Of("/"), Value.Tuple(arn, Value.Of("*")));
        var formatted = Call("format", Value.Of("arn:aws:s3:::%s/*"), arn);

        Assert.Equal("/*", string.Concat(joined.Parts.ToArray().Where(static p => !p.IsUnknown).Select(static p => p.AsString())));
        Assert.Equal("arn:aws:s3:::", formatted.Parts[0].AsString());
        Assert.Equal(Value.True, Call("startswith", formatted, Value.Of("arn:")));
        Assert.Equal(Value.False, Call("startswith", formatted, Value.Of("http")));
        Assert.True(Call("startswith", formatted, Value.Of("arn:aws:s3:::logs")).IsUnknown);
        Assert.Equal(Value.True, Call("endswith", formatted, Value.Of("/*")));
        Assert.Equal(Value.True, Call("endswith", arn, Value.Of("")));
        Assert.Equal(Value.False, Call("endswith", formatted, Value.Of("-logs")));
        Assert.True(Call("endswith", formatted, Value.Of("logs/*")).IsUnknown);
        Assert.True(Call("endswith", Call("format", Value.Of("%s\u0301"), arn), Value.Of("\u0301")).IsUnknown);
    }

    [Fact]
    public void A_known_element_decides_although_others_are_unknown()
    {
        var unknown = Value.UnknownOf(HclType.Bool);

        Assert.Equal(Value.False, Call("alltrue", Value.Tuple(unknown, Value.False)));
        Assert.True(Call("alltrue", Value.Tuple(unknown, Value.True)).IsUnknown);
        Assert.Equal(Value.True, Call("anytrue", Value.Tuple(unknown, Value.True)));
        Assert.Equal(Value.True, Call("contains", Value.Tuple(Value.UnknownOf(HclType.String), Value.Of("a")), Value.Of("a")));
        Assert.Equal(Value.Of(2), Call("length", Value.Tuple(unknown, unknown)));
    }

    [Fact]
    public void Partly_unknown_JSON_still_leads_to_its_content()
    {
        var policy = Value.Object(("Resource", Value.UnknownOf(HclType.String)));

        var text = Call("jsonencode", policy);

        Assert.True(text.IsUnknown);
        Assert.Same(policy, EncodedContent.Find(text));
    }

    [Fact]
    public void A_result_is_sensitive_where_an_argument_is()
    {
        var secret = Value.Of("s").WithSensitivity(true);

        Assert.True(Call("upper", secret).IsSensitive);
        Assert.True(Call("join", Value.Of(","), Value.Tuple(secret)).IsSensitive);
        Assert.False(Call("nonsensitive", secret).IsSensitive);
        Assert.Equal(Value.True, Call("issensitive", secret));
        Assert.False(Call("concat", Value.Tuple(Value.Of("a")), Value.Tuple(secret)).Items[0].IsSensitive);
    }

    [Fact]
    public void Files_are_read_from_the_folder_and_never_from_outside_the_root()
    {
        Assert.Equal("{}", Call(Files, "file", Value.Of("policies/a.json")).AsString());
        Assert.Equal("é", Call(Files, "file", Value.Of("../db/notes.txt")).AsString());
        Assert.Contains("outside the folder under review", Error(Files, "file", Value.Of("/etc/passwd")));
        Assert.Contains("outside the folder under review", Error(Files, "file", Value.Of("../../../etc/passwd")));
        Assert.Contains("no file exists at \"nope\"", Error(Files, "file", Value.Of("nope")));
        Assert.Equal(Value.True, Call(Files, "fileexists", Value.Of("main.tf")));
        Assert.Equal(Value.False, Call(Files, "fileexists", Value.Of("nope")));
        Assert.True(Call(Files, "fileexists", Value.Of("/etc/passwd")).IsUnknown);
        Assert.Equal("99914b932bd37a50b983c5e7c90ae93b", Call(Files, "filemd5", Value.Of("policies/a.json")).AsString());
    }

    [Theory]
    [InlineData(".", "*", "[\"main.tf\",\"notes.txt\"]")]
    [InlineData(".", "**", "[\"main.tf\",\"notes.txt\",\"policies/a.json\",\"policies/b.json\",\"policies/deep/c.json\"]")]
    [InlineData("policies", "**/*.json", "[\"a.json\",\"b.json\",\"deep/c.json\"]")]
    [InlineData(".", "policies/{a,c}.json", "[\"policies/a.json\"]")]
    [InlineData(".", "policies/[b-z].json", "[\"policies/b.json\"]")]
    [InlineData("..", "db/?ain.tf", "[\"db/main.tf\"]")]
    [InlineData("nowhere", "*", "[]")]
    public void A_set_of_files_is_what_the_pattern_matches(string path, string pattern, string expected) =>
        Assert.Equal(expected, JsonText.Write(Call(Files, "fileset", Value.Of(path), Value.Of(pattern))));

    [Fact]
    public void A_template_is_rendered_by_whoever_can()
    {
        var context = Files with
        {
            RenderTemplate = static (template, variables, _) => Value.Of($"{template.Path}: {variables.Count}"),
        };

        Assert.Equal("modules/db/main.tf: 1", Call(context, "templatefile", Value.Of("main.tf"), Value.Object(("a", Value.True))).AsString());
        Assert.True(Call(Files, "templatefile", Value.Of("main.tf"), Value.EmptyObject).IsUnknown);
        Assert.Contains("must be a map", Error(context, "templatefile", Value.Of("main.tf"), Value.Of("x")));
    }

    [Theory]
    [InlineData("format", "%999999999s", "a")]
    [InlineData("replace", "LARGE", "", "LARGE")]
    [InlineData("indent", 999999999, "\n")]
    [InlineData("join", "LARGE", "LIST")]
    [InlineData("setproduct", "LIST", "LIST", "LIST")]
    public void A_call_that_would_fill_the_memory_is_refused(string name, params object[] arguments)
    {
        var values = arguments.Select(static a => a switch
        {
            "LARGE" => Value.Of(new string('x', 100_000)),
            "LIST" => Value.Tuple([.. Enumerable.Range(0, 1_000).Select(static i => Value.Of($"{i}"))]),
            string text => Value.Of(text),
            var number => Value.Of((int)number),
        }).ToArray();

        Assert.Contains("would be made", Error(CallContext.None, name, values));
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var bomb = string.Concat(Enumerable.Range(1, 12).Select(static i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("aliases make the document too large", Error(CallContext.None, "yamldecode", Value.Of($"a0: &a0 x\n{bomb}")));
        Assert.Contains("nests too deeply", Error(CallContext.None, "yamldecode", Value.Of(new string('[', 10_000))));
    }

    [Fact]
    public void What_only_the_run_will_tell_is_unknown()
    {
        Assert.All(
            (string[])["timestamp", "plantimestamp", "uuid"],
            static name => Assert.True(Call(name).IsUnknown));
        Assert.True(Call("bcrypt", Value.Of("a")).IsUnknown);
        Assert.True(Call("abspath", Value.Of("a")).IsUnknown);
        Assert.True(Call("pathexpand", Value.Of("~/a")).IsUnknown);
        Assert.True(Call("base64gzip", Value.Of("a")).IsUnknown);
        Assert.True(Call("regex", Value.Of("\\p{Greek}"), Value.Of("a")).IsUnknown);
    }

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("a\u0323\u0307", "ạ\u0307")]
    [InlineData("a\u0307\u0323", "ạ\u0307")]
    [InlineData("\u212B", "Å")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("plain", "plain")]
    [InlineData("日本😀", "日本😀")]
    public void Texts_are_brought_to_normal_form_C(string text, string composed) => Assert.Equal(composed, NormalForm.Compose(text));

    [Fact]
    public void A_role_loses_its_path_and_an_ARN_comes_apart()
    {
        Assert.Equal(
            "arn:aws:iam::1:role/admin",
            Call("provider::aws::trim_iam_role_path", Value.Of("arn:aws:iam::1:role/a/b/admin")).AsString());
        Assert.Equal(
            "{\"account_id\":\"1\",\"partition\":\"aws\",\"region\":\"\",\"resource\":\"role/x:y\",\"service\":\"iam\"}",
            JsonText.Write(Call("provider::aws::arn_parse", Value.Of("arn:aws:iam::1:role/x:y"))));
    }

    /// <summary>Values as JSON can hold them, with the texts given.</summary>
    private static Gen<Value> Documents(Gen<string> texts) => Gen.Recursive<Value>((depth, smaller) => depth > 3
        ? Gen.Const(Value.True)
        : Gen.OneOf(
            Gen.Bool.Select(static b => Value.Of(b)),
            Gen.Long.Select(static n => Value.Of(Number.Parse($"{n}")!)),
            Gen.Double[-1e20, 1e20].Select(static n => Value.Of(Number.Parse(Number.FromDouble(n).ToString())!)),
            texts.Select(static s => Value.Of(NormalForm.Compose(s))),
            smaller.Array[0, 4].Select(static items => Value.Tuple(items)),
            smaller.Array[0, 4].Select(static items => Value.Object([.. items.Select(static (v, i) => ($"k{i}", v))]))));

    private static string Describe(Function? function) => function is null
        ? "missing"
        : $"{string.Join(',', function.Parameters.Select(static p => $"{p.Name}:{p.Type}"))}\t{(function.Variadic is { } v ? $"{v.Name}:{v.Type}" : "")}";

    private static Value Call(string name, params Value[] arguments) => Call(CallContext.None, name, arguments);

    private static Value Call(CallContext context, string name, params Value[] arguments) =>
        FunctionTable.Find(name)!.Invoke(context, arguments).Value;

    private static string Error(CallContext context, string name, params Value[] arguments) =>
        FunctionTable.Find(name)!.Invoke(context, arguments).Error!.Message;
}
