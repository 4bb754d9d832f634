using Microsoft.Playwright;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class BrowserPolicyTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task The_application_works_under_the_policy_that_it_sends()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                lock (complaints)
                {
                    complaints.Add(message.Text);
                }
            }
        };
        await page.GotoAsync(server.Address + "start-here");
        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GotoAsync(server.Address.ToString());
        // The circuit stands once the framework says so; it needs scripts and a socket.
        await page.WaitForFunctionAsync("() => window.Blazor !== undefined", options: new() { Timeout = 60_000 });
        await page.WaitForTimeoutAsync(2_000);
        await page.GotoAsync(server.Address + "api/docs");
        await page.GetByText("createWorkload").Or(page.GetByText("Define a workload")).First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        complaints.ForEach(TestContext.Current.TestOutputHelper!.WriteLine);
        Assert.DoesNotContain(complaints, static c => c.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || c.Contains("WebSocket", StringComparison.Ordinal));

        // What somebody smuggles into a page as an element does not count, neither there nor here.
        foreach (var path in new[] { "api/docs", "", "sign-in" })
        {
            await page.GotoAsync(server.Address + path);
            Assert.Equal(
                ["none", "undefined"],
                await page.EvaluateAsync<string[]>("""
                    () => {
                      for (const [name, text] of [['style', 'body { outline: 7px solid }'], ['script', 'window.smuggled = 1']]) {
                        const element = document.createElement(name);
                        element.textContent = text;
                        document.body.append(element);
                      }
                      return [getComputedStyle(document.body).outlineStyle, typeof window.smuggled];
                    }
                    """));
        }
    }
}
