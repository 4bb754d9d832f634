using Stoa.Reviews.People;
using Stoa.Reviews.Store;
using Stoa.Reviews.Tests.Databases;

namespace Stoa.Reviews.Tests.People;

/// <summary>The services of people and credentials over a database of their own, with a host account and its administrator.</summary>
public sealed class Town : IAsyncDisposable
{
    public const string Password = "seven quiet lanterns";

    private readonly Database database;

    private Town(Database database)
    {
        this.database = database;
        // Hashing slowly is not what these tests are about.
        var managers = new PersonManagers(iterations: 1);
        var box = new SecretBox(new byte[SecretBox.KeyLength], "access-keys");
        Principals = new PrincipalCache(Store, box);
        People = new PeopleService(Store, managers, Principals);
        SignIn = new SignInService(Store, managers, Principals);
        Setup = new SetupService(Store, managers, SignIn, Principals);
        Provider = new ProviderSignInService(Store, managers, SignIn, Principals);
        Credentials = new CredentialService(Store, box, Principals);
        Audit = new AuditService(Store);
        // What another server on the same database remembers.
        Elsewhere = new PrincipalCache(Store, box);
    }

    public RecordStore Store => database.Store;

    public TestClock Clock => database.Clock;

    public PrincipalCache Principals { get; }

    public PrincipalCache Elsewhere { get; }

    public PeopleService People { get; }

    public SignInService SignIn { get; }

    public SetupService Setup { get; }

    public ProviderSignInService Provider { get; }

    public CredentialService Credentials { get; }

    public AuditService Audit { get; }

    public Actor Ada { get; private set; } = null!;

    public static async Task<Town> OpenAsync(string kind)
    {
        var town = new Town(await Database.CreateAsync(kind));
        town.Ada = (await town.Setup.CompleteAsync((await town.Setup.OpenAsync())!, "Harbour", "ada@example.com", "Ada", Password))!.Actor;
        return town;
    }

    public async Task<Actor> AddAsync(string name, Role role, Actor? by = null) =>
        await SetAsync(await People.InviteAsync(by ?? Ada, new NewPerson($"{name}@example.com", name, role)));

    public async Task<Actor> AddAccountAsync(string administrator) =>
        await SetAsync(await People.CreateAccountAsync(Ada, "Elsewhere", $"{administrator}@example.com", administrator));

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<Actor> SetAsync(Invitation invitation) => (await SignIn.SetPasswordAsync(invitation.Token, Password))!.Actor;
}
