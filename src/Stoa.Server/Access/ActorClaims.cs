using System.Security.Claims;
using Stoa.Reviews;

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

    /// <summary>The claim by which a session ends when its person's stamp changes.</summary>
    public const string Stamp = "stoa:stamp";

    /// <summary>An actor, signed in by a scheme.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="scheme">The authentication scheme.</param>
    /// <param name="stamp">The person's stamp, for a session; null where nothing outlasts the request.</param>
    public static ClaimsPrincipal Principal(Actor actor, string scheme, string? stamp = null)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, Role);
        Add(Account, actor.AccountId);
        Add(Role, actor.Role.ToString());
        Add(ClaimTypes.Name, actor.Name);
        Add(ClaimTypes.NameIdentifier, actor.PersonId);
        Add(Workload, actor.OnlyWorkload);
        Add(Stamp, stamp);
        return new ClaimsPrincipal(identity);

        void Add(string type, string? value)
        {
            if (value is not null)
            {
                identity.AddClaim(new Claim(type, value));
            }
        }
    }

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
