using System.Security.Claims;
using Stoa.Reviews;
using Stoa.Reviews.Store;

namespace Stoa.Server.Access;

/// <summary>Who is signed in, as the record knows actors.</summary>
public static class ActorClaims
{
    /// <summary>The claim that holds the account, twelve digits.</summary>
    public const string Account = "stoa:account";

    /// <summary>The claim that holds the role.</summary>
    public const string Role = "stoa:role";

    /// <summary>The claim that holds the one workload of a pipeline's token.</summary>
    public const string Workload = "stoa:workload";

    /// <summary>The claims of a person.</summary>
    public static IEnumerable<Claim> Of(Person person) =>
    [
        new(Account, person.AccountId),
        new(Role, person.Role.ToString()),
        new(ClaimTypes.NameIdentifier, person.Id),
        new(ClaimTypes.Name, person.DisplayName),
    ];

    /// <summary>The actor that is signed in.</summary>
    /// <exception cref="DeniedException">Nobody is.</exception>
    public static Actor Actor(this ClaimsPrincipal principal) => principal.TryGetActor()
        ?? throw new DeniedException("[AccessDenied] Nobody is signed in.");

    /// <summary>The actor that is signed in; null where nobody is.</summary>
    public static Actor? TryGetActor(this ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } && principal.FindFirstValue(Account) is { } account
            ? new Actor
            {
                AccountId = account,
                PersonId = principal.FindFirstValue(ClaimTypes.NameIdentifier),
                Name = principal.FindFirstValue(ClaimTypes.Name) ?? "unknown",
                Role = Enum.TryParse<Role>(principal.FindFirstValue(Role), out var role) ? role : Reviews.Role.Viewer,
                OnlyWorkload = principal.FindFirstValue(Workload),
            }
            : null;
}
