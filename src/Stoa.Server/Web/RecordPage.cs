using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Stoa.Reviews;
using Stoa.Server.Access;

namespace Stoa.Server.Web;

/// <summary>
/// A page over the record. It reads when it has become interactive (until then it shows skeletons), on behalf of whoever is signed in,
/// and keeps what the record refused, for an <c>ErrorPanel</c>.
/// </summary>
public abstract class RecordPage : ComponentBase, IDisposable
{
    private readonly List<IDisposable> registrations = [];

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Addresses.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected ReaderClock Clock { get; set; } = null!;

    /// <summary>The keys of the page.</summary>
    [Inject]
    protected Shortcuts Keys { get; set; } = null!;

    /// <summary>What only the browser can do.</summary>
    [Inject]
    protected Browser Browser { get; set; } = null!;

    /// <summary>On whose behalf the page works; set before <see cref="LoadAsync"/>.</summary>
    protected Actor Actor { get; private set; } = null!;

    /// <summary>Whether the page has what it shows.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>Why the page could not be read; null where it could.</summary>
    protected RecordException? Failure { get; private set; }

    /// <summary>Why the last change was refused; null where it was not.</summary>
    protected RecordException? Refusal { get; set; }

    /// <summary>When the last change was saved; null: nothing has been changed yet.</summary>
    protected DateTimeOffset? SavedAt { get; private set; }

    /// <summary>Whether a change is being saved.</summary>
    protected bool IsSaving { get; private set; }

    /// <summary>Whether somebody may change workloads.</summary>
    protected bool CanContribute => Actor is { OnlyWorkload: null, Role: >= Role.Contributor };

    /// <summary>Whether somebody may define, change and delete workloads, save milestones and accept risks.</summary>
    protected bool CanOwn => Actor is { OnlyWorkload: null, Role: >= Role.Owner };

    /// <summary>Reads what the page shows. Called again when its address changes.</summary>
    protected abstract Task LoadAsync();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        if (Authentication is null || (await Authentication).User.TryGetActor() is not { } actor)
        {
            Navigation.NavigateTo(SignInFirst.Address(Navigation), forceLoad: true);
            return;
        }

        Actor = actor;
        await ReloadAsync();
    }

    /// <summary>Reads the page's content again.</summary>
    protected async Task ReloadAsync()
    {
        try
        {
            await LoadAsync();
            Failure = null;
            IsLoaded = true;
        }
        catch (RecordException exception)
        {
            Failure = exception;
        }

        StateHasChanged();
    }

    /// <summary>Changes the record; what it refuses stays in <see cref="Refusal"/>.</summary>
    /// <returns>Whether the change is saved.</returns>
    protected async Task<bool> SaveAsync(Func<Task> change)
    {
        IsSaving = true;
        StateHasChanged();
        try
        {
            await change();
            Refusal = null;
            SavedAt = Clock.Now;
            return true;
        }
        catch (RecordException exception)
        {
            Refusal = exception;
            return false;
        }
        finally
        {
            IsSaving = false;
            StateHasChanged();
        }
    }

    /// <summary>Gives keys a meaning while the page is open.</summary>
    protected void OnKeys(params (string Key, string Label, Func<Task> Action)[] keys) =>
        registrations.Add(Keys.Add([.. keys.Select(k => new Shortcut(k.Key, k.Label, () => InvokeAsync(async () =>
        {
            await k.Action();
            StateHasChanged();
        })))]));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the page holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        registrations.Clear();
    }
}
