using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Stoa.Reviews.Store;

namespace Stoa.Reviews.People;

/// <summary>
/// ASP.NET Core Identity over the record: its user manager works within the transaction that it is given, so that a person and the
/// audit trail change together or not at all.
/// </summary>
public sealed class PersonManagers
{
    /// <summary>Wrong passwords in a row after which a person is locked.</summary>
    public const int MaxFailures = 10;

    /// <summary>How long a lock lasts.</summary>
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    private readonly IOptions<IdentityOptions> options = Options.Create(new IdentityOptions
    {
        // Anything may stand in a name; that it is an address is asked where it is given.
        User = { RequireUniqueEmail = false, AllowedUserNameCharacters = "" },
        Lockout = { AllowedForNewUsers = true, MaxFailedAccessAttempts = MaxFailures, DefaultLockoutTimeSpan = Lockout },
    });

    private readonly PasswordHasher<Person> hasher;
    private readonly Lazy<string> nobodysHash;

    /// <summary>The managers.</summary>
    /// <param name="iterations">How often PBKDF2-HMAC-SHA512 runs; OWASP's figure of 2023 unless said otherwise.</param>
    public PersonManagers(int iterations = 210_000)
    {
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        nobodysHash = new(() => hasher.HashPassword(null!, SecretText.New()));
    }

    /// <summary>The user manager over one transaction's context.</summary>
    public UserManager<Person> Over(RecordContext context) => new(
        new UserOnlyStore<Person, RecordContext>(context),
        options,
        hasher,
        [new UserValidator<Person>()],
        [new PasswordRules()],
        new UpperInvariantLookupNormalizer(),
        new IdentityErrorDescriber(),
        services: null!,
        NullLogger<UserManager<Person>>.Instance);

    /// <summary>A name as it is looked up by.</summary>
    public static string Normalize(string name) => name.Trim().Normalize().ToUpperInvariant();

    /// <summary>Whether the password is the person's. It takes the same time for nobody, and for a person without a password.</summary>
    public bool IsPassword(Person? person, string password)
    {
        var hash = person?.PasswordHash;
        var matches = hasher.VerifyHashedPassword(person!, hash ?? nobodysHash.Value, password) != PasswordVerificationResult.Failed;
        return matches && hash is not null;
    }

    /// <summary>Turns a refusal of the user manager into one of the record.</summary>
    /// <exception cref="InvalidException">A value is wrong.</exception>
    /// <exception cref="ConflictException">The name is taken, or somebody else changed the person meanwhile.</exception>
    internal static void Demand(IdentityResult result, Person person)
    {
        if (result.Succeeded)
        {
            return;
        }

        var error = result.Errors.First();
        throw error.Code switch
        {
            nameof(IdentityErrorDescriber.DuplicateUserName) =>
                new ConflictException("Somebody already signs in with this address.", "PERSON", person.Email ?? person.Id),
            nameof(IdentityErrorDescriber.ConcurrencyFailure) =>
                new ConflictException("Somebody else changed this person meanwhile. Read again and repeat your change.", "PERSON", person.Id),
            "Password" => new InvalidException(error.Description, ("password", error.Description)),
            _ => new InvalidException(error.Description, ("email", error.Description)),
        };
    }
}
