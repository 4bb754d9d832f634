using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class AwsEndpointTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_handler_gets_its_input_and_the_caller_and_its_output_goes_back()
    {
        AwsCall? seen = null;
        await using var server = await StartAsync(AwsOperation.Handle<CreateWorkloadInput, CreateWorkloadOutput>(
            (call, input) =>
            {
                seen = call;
                return ValueTask.FromResult(new CreateWorkloadOutput(Id, $"{input.WorkloadName} {input.Environment} {input.Notes is null} {input.Tags!["é"]}"));
            },
            "CreateWorkload"));
        var answer = await server.CallAsync("CreateWorkload", new
        {
            WorkloadName = "Größe 📐", Description = "abc", Environment = "PREPRODUCTION", Lenses = new[] { "wellarchitected" }, Tags = new Dictionary<string, string> { ["é"] = "ü" },
            ClientRequestToken = "token",
        });
        Assert.Equal("Größe 📐 Preproduction True ü", (string?)answer.Output["WorkloadArn"]);
        Assert.Equal(("tester", "123456789012", "eu-west-1", "token"), (seen!.Principal, seen.AccountId, seen.Region, seen.IdempotencyToken));
        Assert.Equal(("application/json", seen.RequestId), (answer.Headers["Content-Type"], answer.Headers["x-amzn-RequestId"]));
    }

    [Fact]
    public async Task An_operation_without_output_answers_an_empty_object()
    {
        await using var server = await StartAsync(AwsOperation.Handle<DeleteWorkloadInput>(DeleteWorkload));
        Assert.Equal("{}", (await server.CallAsync("DeleteWorkload", new { WorkloadId = Id })).Body);

        static ValueTask DeleteWorkload(AwsCall call, DeleteWorkloadInput input) => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Instants_are_seconds_and_nulls_are_left_out()
    {
        await using var server = await StartAsync(new AwsOperation("GetMilestone", _ => ValueTask.FromResult<object?>(
            new { WorkloadId = (string?)null, Milestone = new { RecordedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1_700_000_000_123) } })));
        var answer = await server.CallAsync("GetMilestone", new { WorkloadId = Id, MilestoneNumber = 3 });
        Assert.Equal("""{"Milestone":{"RecordedAt":1700000000.123}}""", answer.Body);
    }

    [Fact]
    public async Task Null_members_of_a_json_node_are_left_out_too()
    {
        await using var server = await StartAsync(new AwsOperation("GetMilestone", _ => ValueTask.FromResult<object?>(
            new JsonObject { ["WorkloadId"] = null, ["Milestone"] = new JsonObject { ["MilestoneName"] = "é", ["Workload"] = null } })));
        var answer = await server.CallAsync("GetMilestone", new { WorkloadId = Id, MilestoneNumber = 3 });
        Assert.Equal("""{"Milestone":{"MilestoneName":"é"}}""", answer.Body);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Errors_have_the_shape_that_clients_read(AwsException error, int status, string body)
    {
        await using var server = await StartAsync(new AwsOperation("ListLenses", _ => throw error));
        var answer = await server.CallAsync("ListLenses");
        Assert.Equal((status, error.ErrorType, body), (answer.Status, answer.ErrorType, answer.Body));
        Assert.True(Guid.TryParse(answer.Headers["x-amzn-RequestId"], out _));
        if (AwsModel.WellArchitected.Shapes.TryGetValue(error.ErrorType, out var shape))
        {
            Assert.Equal(shape.Status, answer.Status);
            Assert.Equal([], AwsOutputCheck.Problems(shape, answer.Json));
        }
    }

    public static TheoryData<AwsException, int, string> Errors => new()
    {
        { new ResourceNotFoundException(Id, "WORKLOAD"), 404, $$"""{"Message":"[ResourceNotFound] No workload with ID {{Id}}","ResourceId":"{{Id}}","ResourceType":"WORKLOAD"}""" },
        { new ConflictException("x", "LENS", "m"), 409, """{"Message":"m","ResourceId":"x","ResourceType":"LENS"}""" },
        { new ServiceQuotaExceededException("m", "L-1"), 402, """{"Message":"m","QuotaCode":"L-1","ServiceCode":"wellarchitected"}""" },
        { new AccessDeniedException("m"), 403, """{"Message":"m"}""" },
        { new ThrottlingException("m"), 429, """{"Message":"m","ServiceCode":"wellarchitected"}""" },
        { new InternalServerException("m"), 500, """{"Message":"m"}""" },
        { new ValidationException("m"), 400, """{"Message":"m","Reason":"OTHER"}""" },
        { ValidationException.ForField("lenses", "m"), 400, """{"Message":"[Validation] m","Reason":"FIELD_VALIDATION_FAILED","Fields":[{"Name":"lenses","Message":"m"}]}""" },
    };

    [Fact]
    public async Task Errors_of_the_record_are_mapped_and_our_own_faults_hide_their_detail()
    {
        await using var server = await AwsServer.StartAsync(o =>
        {
            o.Operations.Add(new("ListLenses", _ => throw new KeyNotFoundException("lens x")));
            o.Operations.Add(new("ListProfiles", _ => throw new DivideByZeroException("detail")));
            o.MapException = e => e is KeyNotFoundException ? new ResourceNotFoundException("x", "LENS", e.Message) : null;
        });
        Assert.Equal("lens x", (await server.CallAsync("ListLenses")).Refused(404, "ResourceNotFoundException").Message);
        var fault = (await server.CallAsync("ListProfiles")).Refused(500, "InternalServerException");
        Assert.DoesNotContain("detail", fault.Body);
        Assert.Contains(fault.Headers["x-amzn-RequestId"], fault.Message);
    }

    [Fact]
    public async Task An_operation_without_handler_is_named()
    {
        await using var server = await StartAsync();
        var answer = (await server.CallAsync("ListLenses")).Refused(501, "UnsupportedOperationException");
        Assert.Equal("The operation ListLenses is not supported by this server.", answer.Message);
        Assert.Equal(72, server.Services.GetRequiredService<AwsEndpoint>().Unregistered.Count);
    }

    [Fact]
    public async Task A_signed_request_that_means_no_operation_is_told_so()
    {
        await using var server = await StartAsync();
        var answer = (await server.SendSignedAsync("GET", "/api/v1/agent-profiles")).Refused(400, "ValidationException");
        Assert.Equal("UNKNOWN_OPERATION", (string?)answer.Json["Reason"]);
    }

    [Fact]
    public async Task A_wrong_secret_learns_nothing_but_that()
    {
        await using var server = await StartAsync();
        var wrong = new AwsCredential(server.Credential.AccessKeyId, "wrong", "123456789012", "x");
        (await server.SendSignedAsync("GET", "/nothing", credential: wrong)).Refused(403, "InvalidSignatureException");
        var unknown = new AwsCredential("NOBODY", "wrong", "123456789012", "x");
        (await server.SendSignedAsync("GET", "/lenses", credential: unknown)).Refused(403, "UnrecognizedClientException");
    }

    [Theory]
    [InlineData("aws-cli/2.9.19 Python/3.11.2")]
    [InlineData("Boto3/1.26.27 Python/3.11.2 Botocore/1.29.27")]
    [InlineData("aws-sdk-js/3.1138.0 ua/2.1")]
    public async Task An_unsigned_client_of_aws_learns_that_its_token_is_missing(string agent)
    {
        await using var server = await StartAsync();
        var headers = new Dictionary<string, string> { ["User-Agent"] = agent };
        var answer = (await server.SendAsync("GET", $"/workloads/{Id}", headers)).Refused(403, "MissingAuthenticationTokenException");
        Assert.Equal("""{"message":"Missing Authentication Token"}""", answer.Body);
        Assert.Contains("web", (await server.SendAsync("GET", "/assets/app.css", headers)).Body);
    }

    [Fact]
    public async Task A_browser_gets_the_web_application_on_the_same_path()
    {
        await using var server = await StartAsync();
        var browser = new Dictionary<string, string> { ["User-Agent"] = "Mozilla/5.0", ["Authorization"] = "Bearer x" };
        Assert.Contains("web", (await server.SendAsync("GET", $"/workloads/{Id}?X-Y=1", browser)).Body);
    }

    [Fact]
    public async Task A_body_has_a_limit()
    {
        await using var server = await AwsServer.StartAsync(o =>
        {
            o.MaxBodyBytes = 1000;
            o.Operations.Add(new("ListWorkloads", _ => ValueTask.FromResult<object?>(new { WorkloadSummaries = Array.Empty<string>() })));
        });
        var body = $$"""{"x":"{{new string('x', 992)}}"}""";
        Assert.Equal(1000, body.Length);
        Assert.Equal(200, (await server.SendSignedAsync("POST", "/workloadsSummaries", body)).Status);
        (await server.SendSignedAsync("POST", "/workloadsSummaries", body + " ")).Refused(413, "RequestEntityTooLargeException");
    }

    [Fact]
    public async Task Json_that_cannot_be_parsed_is_said_to_be_so()
    {
        await using var server = await StartAsync();
        var answer = (await server.SendSignedAsync("POST", "/workloadsSummaries", "{]")).Refused(400, "ValidationException");
        Assert.Equal(("CANNOT_PARSE", "[Validation] The request body is not a JSON object that can be read at line 1, byte 2"), ((string?)answer.Json["Reason"], answer.Message));
    }

    [Fact]
    public async Task An_operation_that_the_model_lacks_cannot_be_registered() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new AwsOperation("GetWorkloads", _ => ValueTask.FromResult<object?>(null))));

    [Fact]
    public async Task An_arn_in_the_path_arrives_whole()
    {
        const string Arn = "arn:aws:wellarchitected::aws:lens/wellarchitected";
        await using var server = await StartAsync(new AwsOperation("GetLens", call => ValueTask.FromResult<object?>(new { Lens = new { Name = call.Input["LensAlias"] } })));
        Assert.Equal(Arn, (string?)(await server.CallAsync("GetLens", new { LensAlias = Arn })).Output["Lens"]!["Name"]);
    }

    private static Task<AwsServer> StartAsync(params AwsOperation[] operations) => AwsServer.StartAsync(o =>
    {
        foreach (var operation in operations)
        {
            o.Operations.Add(operation);
        }
    });

    private enum WorkloadEnvironment
    {
        Production,
        Preproduction,
    }

    private sealed record CreateWorkloadInput(string WorkloadName, WorkloadEnvironment Environment, string? Notes, IReadOnlyDictionary<string, string>? Tags);

    private sealed record CreateWorkloadOutput(string WorkloadId, string WorkloadArn);

    private sealed record DeleteWorkloadInput(string WorkloadId);
}
