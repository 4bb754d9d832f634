using Stoa.Reviews;

namespace Stoa.Server.Access;

/// <summary>An OpenID Connect provider that people sign in with.</summary>
public sealed class OidcOptions
{
    /// <summary>The provider's address, under which <c>/.well-known/openid-configuration</c> is; null: people sign in with passwords alone.</summary>
    public string? Authority { get; set; }

    /// <summary>This server's id at the provider.</summary>
    public string ClientId { get; set; } = "stoa";

    /// <summary>This server's secret at the provider; null for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the button on the sign-in page calls the provider.</summary>
    public string Name { get; set; } = "your organisation";

    /// <summary>The claim whose values <see cref="Roles"/> maps; null: new people are viewers, and administrators change that here.</summary>
    public string? RoleClaim { get; set; }

    /// <summary>Roles by value of the claim, for example <c>architects: Owner</c>. Of several the greatest counts.</summary>
    public IDictionary<string, Role> Roles { get; set; } = new Dictionary<string, Role>();

    /// <summary>The account of new people; null for the host account.</summary>
    public string? AccountId { get; set; }
}
