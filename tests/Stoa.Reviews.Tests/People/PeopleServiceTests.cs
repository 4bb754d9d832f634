using Stoa.Reviews.People;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.People;

public sealed class PeopleServiceTests
{
    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task The_only_administrator_is_brought_back_by_a_link_of_one_hour_and_the_trail_says_so(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        await town.AddAsync("bob", Role.Owner);
        Assert.Equal([("ada@example.com", "Harbour")], (await town.People.AdministratorsAsync()).Select(static a => (a.Person.Email, a.Account)));
        await Assert.ThrowsAsync<NotFoundException>(() => town.People.RecoverAsync("bob@example.com"));
        await Assert.ThrowsAsync<NotFoundException>(() => town.People.RecoverAsync("nobody@example.com"));
        var late = await town.People.RecoverAsync("Ada@Example.com");
        town.Clock.Now += TimeSpan.FromMinutes(61);
        Assert.Null(await town.SignIn.SetPasswordAsync(late.Token, "eight quiet lanterns"));
        Assert.Null(await town.SignIn.SignInAsync("ada@example.com", Town.Password));
        var link = await town.People.RecoverAsync("ada@example.com");
        var signedIn = await town.SignIn.SetPasswordAsync(link.Token, "eight quiet lanterns");
        Assert.Equal((town.Ada.PersonId, Role.Administrator), (signedIn?.Actor.PersonId, signedIn?.Actor.Role));
        Assert.Null(await town.SignIn.SetPasswordAsync(link.Token, "nine quiet lanterns"));
        var trail = await town.Audit.ListAsync(town.Ada, new AuditFilter { Action = "person.recover" });
        Assert.All(trail.Entries, static e => Assert.Equal("stoa-server", e.By));
        Assert.Equal(2, trail.Entries.Count);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task The_last_administrator_is_neither_demoted_nor_disabled(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        await Assert.ThrowsAsync<ConflictException>(() => town.People.ChangeRoleAsync(town.Ada, town.Ada.PersonId!, Role.Owner));
        await Assert.ThrowsAsync<ConflictException>(() => town.People.DisableAsync(town.Ada, town.Ada.PersonId!));
        // One who was invited and has not come yet does not count.
        await town.People.InviteAsync(town.Ada, new NewPerson("bob@example.com", "Bob", Role.Administrator));
        await Assert.ThrowsAsync<ConflictException>(() => town.People.DisableAsync(town.Ada, town.Ada.PersonId!));
        await town.AddAsync("cyd", Role.Administrator);
        Assert.True((await town.People.DisableAsync(town.Ada, town.Ada.PersonId!)).IsDisabled);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Of_two_administrators_who_demote_each_other_at_once_one_remains(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var bob = await town.AddAsync("bob", Role.Administrator);
        var outcomes = await Task.WhenAll(Demote(town.Ada, bob), Demote(bob, town.Ada));
        Assert.Single(outcomes, static o => o);
        Assert.Single(await town.People.ListAsync(town.Ada), static p => p.Role == Role.Administrator);

        async Task<bool> Demote(Actor by, Actor whom)
        {
            try
            {
                await town.People.ChangeRoleAsync(by, whom.PersonId!, Role.Viewer);
                return true;
            }
            catch (ConflictException)
            {
                return false;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Only_administrators_manage_people_and_only_those_of_their_account(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var eve = await town.AddAccountAsync("eve");
        var fay = await town.AddAsync("fay", Role.Viewer, eve);
        var otto = await town.AddAsync("otto", Role.Owner);
        foreach (var actor in new[] { otto, otto with { Role = Role.Contributor }, otto with { Role = Role.Viewer }, town.Ada with { OnlyWorkload = "w" } })
        {
            await Assert.ThrowsAsync<DeniedException>(() => town.People.ListAsync(actor));
            await Assert.ThrowsAsync<DeniedException>(() => town.People.InviteAsync(actor, new NewPerson("x@example.com", "X", Role.Viewer)));
            await Assert.ThrowsAsync<DeniedException>(() => town.People.ChangeRoleAsync(actor, otto.PersonId!, Role.Administrator));
            await Assert.ThrowsAsync<DeniedException>(() => town.People.DisableAsync(actor, town.Ada.PersonId!));
            await Assert.ThrowsAsync<DeniedException>(() => town.People.ResetAsync(actor, town.Ada.PersonId!));
            await Assert.ThrowsAsync<DeniedException>(() => town.People.AccountsAsync(actor));
        }

        Assert.Equal(["eve", "fay"], (await town.People.ListAsync(eve)).Select(static p => p.DisplayName));
        await Assert.ThrowsAsync<NotFoundException>(() => town.People.ListAsync(eve, town.Ada.AccountId));
        await Assert.ThrowsAsync<NotFoundException>(() => town.People.ChangeRoleAsync(eve, otto.PersonId!, Role.Viewer));
        await Assert.ThrowsAsync<NotFoundException>(() => town.People.DisableAsync(eve, town.Ada.PersonId!));
        await Assert.ThrowsAsync<NotFoundException>(() => town.People.ResetAsync(eve, town.Ada.PersonId!));
        await Assert.ThrowsAsync<DeniedException>(() => town.People.CreateAccountAsync(eve, "Mine", "gus@example.com", "Gus"));
        // Administrators of the host account help others' people.
        Assert.Equal(Role.Contributor, (await town.People.ChangeRoleAsync(town.Ada, fay.PersonId!, Role.Contributor)).Role);
        Assert.Equal(2, (await town.People.AccountsAsync(town.Ada)).Count);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task An_address_belongs_to_one_person(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        await town.People.InviteAsync(town.Ada, new NewPerson("bob@example.com", "Bob", Role.Viewer));
        await Assert.ThrowsAsync<ConflictException>(() => town.People.InviteAsync(town.Ada, new NewPerson(" BOB@example.com", "Another Bob", Role.Viewer)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("@example.com")]
    [InlineData("bob@")]
    [InlineData("bob@a@b")]
    [InlineData("bob @example.com")]
    public async Task What_is_no_address_is_refused(string email)
    {
        await using var town = await Town.OpenAsync("sqlite");
        await Assert.ThrowsAsync<InvalidException>(() => town.People.InviteAsync(town.Ada, new NewPerson(email, "Bob", Role.Viewer)));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_link_sets_a_password_once_and_for_three_days(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var first = await town.People.InviteAsync(town.Ada, new NewPerson("bob@example.com", "Bob", Role.Viewer));
        Assert.Equal("Bob", await town.SignIn.LinkOwnerAsync(first.Token));
        var outcomes = await Task.WhenAll(town.SignIn.SetPasswordAsync(first.Token, Town.Password), town.SignIn.SetPasswordAsync(first.Token, Town.Password));
        Assert.Single(outcomes, static o => o is not null);

        var second = await town.People.InviteAsync(town.Ada, new NewPerson("cyd@example.com", "Cyd", Role.Viewer));
        town.Clock.Now += PeopleService.LinkLife;
        Assert.Null(await town.SignIn.SetPasswordAsync(second.Token, Town.Password));
        var third = await town.People.ResetAsync(town.Ada, second.Person.Id);
        Assert.NotNull(await town.SignIn.SetPasswordAsync(third.Token, Town.Password));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task A_reset_takes_the_password_and_the_sessions(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var bob = await town.AddAsync("bob", Role.Viewer);
        var session = await town.SignIn.SignInAsync("bob@example.com", Town.Password);
        await town.People.ResetAsync(town.Ada, bob.PersonId!);
        Assert.Null(await town.SignIn.SignInAsync("bob@example.com", Town.Password));
        Assert.NotEqual(session!.Stamp, (await town.Principals.PersonAsync(bob.PersonId!))!.Stamp);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task Wrong_passwords_at_once_are_all_counted_and_lock_for_a_quarter_of_an_hour(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, PersonManagers.MaxFailures).Select(_ => town.SignIn.SignInAsync("ada@example.com", "not the password")));
        Assert.Null(await town.SignIn.SignInAsync("ada@example.com", Town.Password));
        town.Clock.Now += PersonManagers.Lockout + TimeSpan.FromSeconds(1);
        Assert.NotNull(await town.SignIn.SignInAsync("ada@example.com", Town.Password));
    }

    [Theory]
    [InlineData("short one")]
    [InlineData("password1234")]
    [InlineData("PASSWORD!!!!!2026")]
    [InlineData("qwertyqwerty")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("123456789012")]
    [InlineData("zyxwvutsrqponml")]
    [InlineData("ada@example.com")]
    [InlineData("correcthorsebatterystaple")]
    [InlineData("adminadminadmin")]
    public async Task A_password_that_others_guess_is_refused(string password)
    {
        await using var town = await Town.OpenAsync("sqlite");
        await Assert.ThrowsAsync<InvalidException>(() => town.SignIn.ChangePasswordAsync(town.Ada, Town.Password, password));
        Assert.NotNull(await town.SignIn.SignInAsync("ada@example.com", Town.Password));
    }

    [Theory]
    [InlineData("a long walk by the sea")]
    [InlineData("zqkfjwnxmbvt")]
    [InlineData("918273645501928374")]
    [InlineData("ÄÖÜ schöne große Häuser")]
    public async Task A_long_password_needs_neither_digits_nor_signs(string password)
    {
        await using var town = await Town.OpenAsync("sqlite");
        await town.SignIn.ChangePasswordAsync(town.Ada, Town.Password, password);
        Assert.NotNull(await town.SignIn.SignInAsync("ada@example.com", password));
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task The_provider_does_not_demote_the_last_administrator(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var signedIn = await town.Provider.SignInAsync(new ProviderIdentity("https://id.example", "1", "ada@example.com", true, "Ada", Role.Viewer), null);
        Assert.Equal(Role.Administrator, signedIn.Actor.Role);
    }

    [Theory]
    [MemberData(nameof(Database.Kinds), MemberType = typeof(Database))]
    public async Task What_people_do_is_in_the_audit_trail_for_administrators(string kind)
    {
        await using var town = await Town.OpenAsync(kind);
        var bob = await town.AddAsync("bob", Role.Viewer);
        await town.People.ChangeRoleAsync(town.Ada, bob.PersonId!, Role.Owner);
        var first = await town.Audit.ListAsync(town.Ada, new AuditFilter { Subject = bob.PersonId }, take: 2);
        Assert.Equal(["person.role", "session.start"], first.Entries.Select(static e => e.Action));
        Assert.Equal("bob: Viewer to Owner", first.Entries[0].Detail);
        var rest = await town.Audit.ListAsync(town.Ada, new AuditFilter { Subject = bob.PersonId }, first.Next);
        Assert.Equal(["password.set", "person.invite"], rest.Entries.Select(static e => e.Action));
        Assert.Null(rest.Next);
        await Assert.ThrowsAsync<DeniedException>(() => town.Audit.ListAsync(bob with { Role = Role.Owner }, new AuditFilter()));
        await Assert.ThrowsAsync<NotFoundException>(() => town.Audit.ListAsync(town.Ada, new AuditFilter { WorkloadId = "unknown" }));
    }
}
