using System.Net;
using Stoa.Reviews;
using Stoa.Reviews.People;
using Stoa.Server.Tests.Hosting;

namespace Stoa.Server.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Nobody_sees_a_page_before_signing_in_and_comes_back_to_it_afterwards()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        using var sent = await ada.GetAsync("/change-password?x=1");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var signedIn = await ada.FillAsync(sent.Headers.Location!.PathAndQuery, ("email", "ADA@example.com"), ("password", Visitor.Password));
        Assert.Equal((HttpStatusCode.Redirect, "/change-password?x=1"), (signedIn.StatusCode, signedIn.Headers.Location?.ToString()));
        Assert.True(await ada.IsSignedInAsync());
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_and_a_disabled_person_are_answered_alike()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        var vera = await server.AddAsync(ada, "vera", Role.Viewer);
        await server.Service<PeopleService>().DisableAsync(ada, vera.PersonId!);
        var answers = new List<string>();
        foreach (var (email, password) in new[] { ("ada@example.com", "not the password"), ("nobody@example.com", Visitor.Password), ("vera@example.com", Visitor.Password) })
        {
            using var visitor = new Visitor(server.Address);
            using var refused = await visitor.SignInAsync(email, password);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.False(await visitor.IsSignedInAsync());
            var html = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answers.Add(html[..html.IndexOf("<form", StringComparison.Ordinal)]);
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_a_person_for_a_while()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        var service = server.Service<SignInService>();
        for (var i = 0; i < PersonManagers.MaxFailures; i++)
        {
            Assert.Null(await service.SignInAsync("ada@example.com", "not the password"));
        }

        Assert.Null(await service.SignInAsync("ada@example.com", Visitor.Password));
        var entries = (await server.Service<AuditService>().ListAsync(ada, new AuditFilter { Action = "person.lock" })).Entries;
        Assert.Single(entries);
    }

    [Fact]
    public async Task One_address_may_not_guess_for_ever()
    {
        await using var server = await TestServer.StartAsync(static options => options.RateLimits.SignInsPerAddress = 3);
        await server.StartAsync();
        using var visitor = new Visitor(server.Address);
        for (var i = 0; i < 3; i++)
        {
            using var refused = await visitor.SignInAsync($"person{i}@example.com", "a wrong password");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var limited = await visitor.SignInAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.Equal("60", limited.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task One_name_may_not_be_guessed_for_ever()
    {
        await using var server = await TestServer.StartAsync(static options => options.RateLimits.SignInsPerName = 2);
        await server.StartAsync();
        using var visitor = new Visitor(server.Address);
        await visitor.SignInAsync("ada@example.com", "a wrong password");
        await visitor.SignInAsync("Ada@example.com ", "a wrong password");
        using var limited = await visitor.SignInAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        await ada.SignInAsync("ada@example.com");
        using var left = await ada.FillAsync("/sign-out");
        Assert.Equal("/sign-in", left.Headers.Location?.ToString());
        Assert.False(await ada.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_other_sessions_too()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var laptop = new Visitor(server.Address);
        using var phone = new Visitor(server.Address);
        await laptop.SignInAsync("ada@example.com");
        await phone.SignInAsync("ada@example.com");
        await laptop.FillAsync("/sign-out", ("everywhere", "true"));
        Assert.False(await phone.IsSignedInAsync());
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disabled")]
    [InlineData("reset")]
    [InlineData("password")]
    public async Task A_session_ends_when_its_person_changes(string change)
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        var otto = await server.AddAsync(ada, "otto", Role.Owner);
        using var visitor = new Visitor(server.Address);
        await visitor.SignInAsync("otto@example.com");
        Assert.True(await visitor.IsSignedInAsync());
        var people = server.Service<PeopleService>();
        await (change switch
        {
            "role" => people.ChangeRoleAsync(ada, otto.PersonId!, Role.Viewer),
            "disabled" => people.DisableAsync(ada, otto.PersonId!),
            "reset" => people.ResetAsync(ada, otto.PersonId!),
            _ => (Task)server.Service<SignInService>().ChangePasswordAsync(otto, Visitor.Password, "another quiet lantern"),
        });
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_changes_the_password_stays_signed_in_here_and_nowhere_else()
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var here = new Visitor(server.Address);
        using var there = new Visitor(server.Address);
        await here.SignInAsync("ada@example.com");
        await there.SignInAsync("ada@example.com");
        using var wrong = await here.FillAsync("/change-password", ("current", "not it at all"), ("password", "eight loud lanterns"), ("repeated", "eight loud lanterns"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var changed = await here.FillAsync("/change-password", ("current", Visitor.Password), ("password", "eight loud lanterns"), ("repeated", "eight loud lanterns"));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.True(await here.IsSignedInAsync());
        Assert.False(await there.IsSignedInAsync());
        using var again = await there.SignInAsync("ada@example.com", "eight loud lanterns");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task An_invitation_sets_a_password_once()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await server.StartAsync();
        var invitation = await server.Service<PeopleService>().InviteAsync(ada, new NewPerson("vera@example.com", "Vera", Role.Viewer));
        using var vera = new Visitor(server.Address);
        using var set = await vera.FillAsync($"/set-password?token={invitation.Token}", ("password", Visitor.Password), ("repeated", Visitor.Password));
        Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        Assert.True(await vera.IsSignedInAsync());
        using var again = await vera.GetAsync($"/set-password?token={invitation.Token}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    [InlineData("/start")]
    [InlineData("/set-password")]
    [InlineData("/change-password")]
    public async Task A_form_without_our_token_is_refused(string path)
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        await ada.SignInAsync("ada@example.com");
        using var refused = await ada.PostAsync(path, [new("email", "ada@example.com"), new("password", Visitor.Password)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True(await ada.IsSignedInAsync());
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task The_way_back_never_leads_elsewhere(string url)
    {
        await using var server = await TestServer.StartAsync();
        await server.StartAsync();
        using var ada = new Visitor(server.Address);
        using var signedIn = await ada.FillAsync($"/sign-in?returnUrl={Uri.EscapeDataString(url)}", ("email", "ada@example.com"), ("password", Visitor.Password));
        Assert.Equal("/", signedIn.Headers.Location?.ToString());
        using var already = await ada.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(url)}");
        Assert.Equal("/", already.Headers.Location?.ToString());
    }
}
