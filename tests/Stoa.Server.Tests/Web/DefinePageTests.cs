using System.Buffers;
using System.IO.Pipelines;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Stoa.Reviews.Workloads;
using Stoa.Server.Web.Pages;

namespace Stoa.Server.Tests.Web;

public sealed class DefinePageTests : IAsyncLifetime
{
    private PageStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await PageStage.OpenAsync();

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Fact]
    public async Task From_files_without_a_file_defines_nothing_and_says_so()
    {
        var page = await OpenAsync("From files");
        await NameAsync(page, "Payments");

        await page.Find("form").SubmitAsync();

        Assert.Contains("No file is chosen", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Orders"], await DefinedAsync());

        await page.FindAll(".segments button").Single(static b => b.TextContent == "By hand").ClickAsync();
        await page.Find("form").SubmitAsync();

        Assert.Equal(["Orders", "Payments"], await DefinedAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_does_not_come_whole_defines_nothing_and_loses_nothing(bool browserRefuses)
    {
        var page = await OpenAsync("From files");
        await NameAsync(page, "Payments");
        await ChooseAsync(page, new BrokenFile(browserRefuses ? new JSException("The file has changed.") : null));

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("payments.zip did not come whole. Choose it again.", page.Find("form").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Orders"], await DefinedAsync());
        Assert.Equal("Payments", page.Find("#Name").GetAttribute("value"));

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("resource \"aws_sns_topic\" \"t\" {}", "payments.tf"));
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Matches("/workloads/[0-9a-f]{32}$", stage.Context.Services.GetService<NavigationManager>()!.Uri));
        Assert.Equal(["Orders", "Payments"], await DefinedAsync());
    }

    private async Task<IRenderedComponent<DefinePage>> OpenAsync(string way)
    {
        var page = stage.Context.Render<DefinePage>();
        page.WaitForElement(".segments");
        await page.FindAll(".segments button").Single(b => b.TextContent == way).ClickAsync();
        return page;
    }

    private static Task NameAsync(IRenderedComponent<DefinePage> page, string name) =>
        page.Find("#Name").InputAsync(new ChangeEventArgs { Value = name });

    private static Task ChooseAsync(IRenderedComponent<DefinePage> page, IBrowserFile file) =>
        page.InvokeAsync(() => page.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([file])));

    private async Task<IEnumerable<string>> DefinedAsync() =>
        (await stage.Server.Service<WorkloadService>().ListAsync(PageStage.Ada)).Select(static w => w.Workload.Name).Order();

    private sealed class BrokenFile(Exception? end) : IBrowserFile
    {
        public string Name => "payments.zip";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => 1000;

        public string ContentType => "application/zip";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
        {
            var pipe = new Pipe();
            pipe.Writer.Write(new byte[10]);
            pipe.Writer.Complete(end);
            return pipe.Reader.AsStream();
        }
    }
}
