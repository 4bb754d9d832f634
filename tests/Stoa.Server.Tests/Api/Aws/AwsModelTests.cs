using Stoa.Server.Api.Aws;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class AwsModelTests
{
    [Fact]
    public void Twenty_operations_have_a_token_that_makes_a_repeated_call_one_call()
    {
        var operations = AwsModel.WellArchitected.Operations.Values.Where(o => o.IdempotencyToken is not null).ToArray();
        Assert.Equal(20, operations.Length);
        Assert.All(operations, o => Assert.Equal("ClientRequestToken", o.IdempotencyToken!.Name));
        // Its token is plain: the service does not promise that a repeated upgrade is one upgrade.
        Assert.DoesNotContain(operations, o => o.Name == "UpgradeLensReview");
    }

    [Fact]
    public void Every_declared_error_has_a_shape_with_a_status() =>
        Assert.All(
            AwsModel.WellArchitected.Operations.Values.SelectMany(o => o.Errors),
            e => Assert.InRange(AwsModel.WellArchitected.Shapes[e].Status ?? 0, 400, 599));

    [Fact]
    public void A_delete_carries_its_token_in_the_query() =>
        Assert.Equal(
            [AwsLocation.Path, AwsLocation.Query],
            AwsModel.WellArchitected.Operations["DeleteWorkload"].Input!.Members.Select(m => m.Location));
}
