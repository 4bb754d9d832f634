using System.Text;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Api.V1;

namespace Stoa.Server.Tests.Access.Baseline;

/// <summary>What OWASP ZAP's baseline scan would say of a server that has something on every page.</summary>
public sealed class BaselineTests
{
    public static TheoryData<int> Ids => [.. PassiveRules.All.Select(static r => r.Id)];

    [Fact]
    public async Task A_baseline_scan_finds_nothing_to_complain_about()
    {
        await using var provider = await FakeProvider.StartAsync();
        var stage = new ApiStage
        {
            IsTls = true,
            Configure = options =>
            {
                options.Oidc.Authority = provider.Address;
                options.Oidc.ClientId = "stoa";
                options.Oidc.ClientSecret = FakeProvider.ClientSecret;
            },
        };
        await stage.InitializeAsync();
        await using var server = stage.Server;
        var invitation = await server.Service<PeopleService>().InviteAsync(stage.Ada, new NewPerson("bo@example.com", "Bo", Role.Viewer));
        Dictionary<string, string> values = new()
        {
            ["Id"] = stage.Workload, ["LensName"] = "wellarchitected", ["QuestionName"] = "fault-isolation", ["Number"] = "1", ["TabName"] = "people",
            ["documentName"] = "v1", ["Path"] = "no-such-page", ["path"] = "no-such-operation",
        };

        using var stranger = new Visitor(server.Address);
        var outside = new Crawler(server, stranger);
        await TryWrongsAsync(outside, stranger);
        using (var wrong = await stranger.SignInAsync("ada@example.com", "not hers"))
        {
            await outside.AddAsync(wrong);
        }

        // One-time links hold their token until they are used; nothing else does.
        using (var differing = await stranger.FillAsync($"/set-password?token={invitation.Token}", ("password", "a"), ("repeated", "b")))
        {
            await outside.AddAsync(differing);
        }

        var seen = (await outside.WalkAsync(values, "/_framework/none.js")).ToList();

        using var ada = new Visitor(server.Address);
        var inside = new Crawler(server, ada);
        using (var signedIn = await ada.SignInAsync("ada@example.com"))
        {
            await inside.AddAsync(signedIn);
        }

        await TryWrongsAsync(inside, ada);
        seen.AddRange(await inside.WalkAsync(
            values,
            ["/workloads/none", "/api/v1/workloads/none", "/api/v1/workloads?limit=many", .. ApiOperations.All.Where(static o => o is { Method: "GET", Subject: null }).Select(o => "/api/v1/" + Fill(o.Path, stage))]));

        // A scan that stands before a closed door finds nothing either.
        Assert.True(seen.Count(static e => e is { IsHtml: true, Status: 200 }) > 30, string.Join('\n', seen.Select(static e => $"{e.Status} {e.Address.PathAndQuery}")));
        var complaints = seen.SelectMany(PassiveRules.Of).Distinct().ToList();
        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join('\n', complaints)}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_complains_about_its_example(int id)
    {
        var rule = PassiveRules.All.Single(r => r.Id == id);
        Assert.NotEmpty(rule.Complaints(rule.Example));
    }

    private static string Fill(string path, ApiStage stage) => path
        .Replace("{workload}", stage.Workload).Replace("{lens}", Uri.EscapeDataString(stage.Lens)).Replace("{template}", Uri.EscapeDataString(stage.Template))
        .Replace("{profile}", Uri.EscapeDataString(stage.Profile)).Replace("{run}", stage.Run).Replace("{arn}", Uri.EscapeDataString(stage.WorkloadArn));

    // What a scanner sends without a link: empty forms, wrong ones, bodies that cannot be read, requests to AWS's API that nobody signed.
    private static async Task TryWrongsAsync(Crawler crawler, Visitor visitor)
    {
        foreach (var path in new[] { "/sign-in", "/start", "/set-password", "/change-password", "/sign-out", "/workloads", "/" })
        {
            using var refused = await visitor.PostAsync(path, []);
            await crawler.AddAsync(refused);
        }

        foreach (var (path, body) in new[] { ("/api/v1/workloads", "{"), ("/api/v1/workloads", "{}"), ("/workloadsSummaries", "{}") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"), Headers = { { "Sec-Fetch-Site", "same-origin" } },
            };
            if (path == "/workloadsSummaries")
            {
                request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c");
            }

            using var refused = await visitor.SendAsync(request);
            await crawler.AddAsync(refused);
        }
    }
}
