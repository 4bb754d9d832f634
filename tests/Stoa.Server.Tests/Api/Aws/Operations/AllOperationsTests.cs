using Stoa.Server.Api.Aws;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Api.Aws.Operations;

public class AllOperationsTests
{
    [Fact]
    public async Task The_server_has_a_handler_for_each_of_the_72_operations()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(72, AwsModel.WellArchitected.Operations.Count);
        Assert.Equal([], server.Service<AwsEndpoint>().Unregistered);
    }
}
