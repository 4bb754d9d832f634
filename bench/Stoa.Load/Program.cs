using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stoa.Reviews.Answers;
using Stoa.Reviews.Lenses;
using Stoa.Reviews.People;
using Stoa.Reviews.Workloads;
using Stoa.Server.Hosting;

// Stoa.Load prepare DATA_DIRECTORY WORKLOADS    fills an empty record; prints "KEY SECRET" and the ids of the workloads
// Stoa.Load sign ADDRESS KEY SECRET get|update ID…    prints a script for wrk: signed requests, good for five minutes
return args switch
{
    ["prepare", var folder, var count] => await PrepareAsync(folder, int.Parse(count)),
    ["sign", var address, var key, var secret, var kind, .. var ids] => Sign(new Uri(address), key, secret, kind, ids),
    _ => Usage(),
};

static async Task<int> PrepareAsync(string folder, int count)
{
    await using var app = StoaServer.Build(["--Logging:LogLevel:Default", "None"], options => options.DataDirectory = folder);
    await StoaServer.PrepareAsync(app);
    var setup = app.Services.GetRequiredService<SetupService>();
    var owner = (await setup.CompleteAsync((await setup.OpenAsync())!, "Load", "load@example.org", "Load", "a long enough password"))!.Actor;
    var key = await app.Services.GetRequiredService<CredentialService>().CreateKeyAsync(owner);
    Console.WriteLine($"{key.Id} {key.Secret}");
    var workloads = app.Services.GetRequiredService<WorkloadService>();
    var answers = app.Services.GetRequiredService<AnswerService>();
    var lens = app.Services.GetRequiredService<LensCatalog>().Framework;
    for (var number = 1; number <= count; number++)
    {
        var id = (await workloads.CreateAsync(owner, new NewWorkload
        {
            Name = $"Workload {number:D4}", Description = "For the load", Environment = "PRODUCTION", ReviewOwner = $"Owner {number % 20}",
        })).Id;
        foreach (var question in lens.Questions.Take(10))
        {
            await answers.UpdateAsync(owner, id, ReviewLens.Framework, question.Id, new AnswerUpdate
            {
                SelectedChoices = [.. question.Choices.Where(c => !c.IsNone && (number + c.Id.Length) % 3 > 0).Select(static c => c.Id)], Complete = true,
            });
        }

        Console.WriteLine(id);
    }

    return 0;
}

static int Sign(Uri address, string key, string secret, string kind, string[] ids)
{
    var questions = new[] { "securely-operate", "permissions", "identities", "fault-isolation", "priorities", "networking", "data-management", "dev-integ" };
    Console.WriteLine("local requests = {");
    foreach (var id in ids)
    {
        foreach (var question in questions)
        {
            var path = $"/workloads/{id}/lensReviews/wellarchitected/answers/{question}";
            var body = kind == "update" ? $$"""{"Notes":"{{id[..6]}} looked at {{question}} again"}""" : "";
            var method = kind == "update" ? "PATCH" : "GET";
            var (date, authorization) = Signature(address, key, secret, method, path, body);
            Console.WriteLine($"  {{ \"{method}\", \"{path}\", [[{body}]], \"{date}\", [[{authorization}]] }},");
        }
    }

    Console.WriteLine(
        """
        }
        local next = math.random(#requests)
        function setup(thread) thread:set("offset", math.random(100000)) end
        function request()
          next = next % #requests + 1
          local r = requests[next]
          return wrk.format(r[1], r[2], { ["Content-Type"] = "application/json", ["X-Amz-Date"] = r[4], ["Authorization"] = r[5] }, r[3])
        end
        function done(summary, latency, calls)
          io.write(string.format("errors: %d of status, %d of sockets, %d of %d requests; p99 %.1f ms\n", summary.errors.status,
            summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout, summary.errors.status, summary.requests, latency:percentile(99) / 1000))
        end
        """);
    return 0;
}

static (string Date, string Authorization) Signature(Uri address, string key, string secret, string method, string path, string body)
{
    var now = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    var scope = $"{now[..8]}/us-east-1/wellarchitected/aws4_request";
    var canonical = $"{method}\n{path}\n\ncontent-type:application/json\nhost:{address.Authority}\nx-amz-date:{now}\n\ncontent-type;host;x-amz-date\n{Hash(body)}";
    var text = $"AWS4-HMAC-SHA256\n{now}\n{scope}\n{Hash(canonical)}";
    var signing = new[] { now[..8], "us-east-1", "wellarchitected", "aws4_request" }
        .Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), static (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
    var signature = Convert.ToHexStringLower(HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(text)));
    return (now, $"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders=content-type;host;x-amz-date, Signature={signature}");
}

static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

static int Usage()
{
    Console.Error.WriteLine("Stoa.Load prepare DATA_DIRECTORY WORKLOADS | sign ADDRESS KEY SECRET get|update ID…");
    return 2;
}
