using Stoa.Server.Api.Aws;
using Stoa.Server.Api.Aws.Operations;

namespace Stoa.Server.Tests.Api.Aws;

public sealed class AwsOperationsTests
{
    [Fact]
    public void Every_operation_of_the_model_has_its_handler() =>
        Assert.Equal(AwsModel.WellArchitected.Operations.Keys.Order(StringComparer.Ordinal), Names().Order(StringComparer.Ordinal));

    [Fact]
    public void No_operation_has_two_handlers_or_a_name_that_the_model_lacks()
    {
        var names = Names();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, n => Assert.Contains(n, (IReadOnlyDictionary<string, AwsOperationModel>)AwsModel.WellArchitected.Operations));
    }

    private static string[] Names()
    {
        var options = new AwsApiOptions();
        AwsOperations.AddTo(options);
        return [.. options.Operations.Select(o => o.Name)];
    }
}
