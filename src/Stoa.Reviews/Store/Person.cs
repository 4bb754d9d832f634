using Microsoft.AspNetCore.Identity;

namespace Stoa.Reviews.Store;

/// <summary>A person who can sign in.</summary>
public sealed class Person : IdentityUser
{
    /// <summary>The account that the person belongs to.</summary>
    public required string AccountId { get; set; }

    /// <summary>What others see.</summary>
    public required string DisplayName { get; set; }

    /// <summary>What the person may do.</summary>
    public Role Role { get; set; }

    /// <summary>Whether the person may no longer sign in.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>When the person was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last signed in; null: never.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}
