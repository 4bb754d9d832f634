using Microsoft.AspNetCore.Components;

namespace Stoa.Server.Web;

/// <summary>Sends somebody who is not signed in to sign in, and back here afterwards.</summary>
public sealed class SignInFirst : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Where to sign in, with the way back to the page that is open.</summary>
    public static string Address(NavigationManager navigation) =>
        $"/sign-in?returnUrl={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}";

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.NavigateTo(Address(Navigation), forceLoad: true);
}
