using Microsoft.JSInterop;

namespace Stoa.Server.Web;

/// <summary>A key that does something on the page that is open.</summary>
/// <param name="Key">The key as browsers name it: <c>j</c>, <c>.</c>, <c>?</c>.</param>
/// <param name="Label">What it does, for the help.</param>
/// <param name="Action">Does it.</param>
public sealed record Shortcut(string Key, string Label, Func<Task> Action);

/// <summary>
/// The keys of the page that is open. A page adds its own when it starts and disposes of what it got when it goes. Keys do nothing
/// while somebody types, and while a dialog is open. One for each circuit.
/// </summary>
public sealed class Shortcuts(Browser browser) : IDisposable
{
    private readonly List<Shortcut> all = [];
    private DotNetObjectReference<Shortcuts>? self;

    /// <summary>The keys, the newest last.</summary>
    public IReadOnlyList<Shortcut> All => all;

    /// <summary>Raised when keys were added or taken away.</summary>
    public event Action? Changed;

    /// <summary>Adds keys.</summary>
    /// <returns>Takes them away again when it is disposed of.</returns>
    public IDisposable Add(params Shortcut[] shortcuts)
    {
        all.AddRange(shortcuts);
        _ = TellAsync();
        return new Registration(this, shortcuts);
    }

    /// <summary>Begins to listen; called once, by the layout.</summary>
    public async Task ListenAsync()
    {
        self ??= DotNetObjectReference.Create(this);
        await browser.CallAsync("listen", self);
        await TellAsync();
    }

    /// <summary>Somebody pressed a key.</summary>
    [JSInvokable]
    public Task PressAsync(string key) => all.FindLast(s => s.Key == key)?.Action() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => self?.Dispose();

    private async Task TellAsync()
    {
        Changed?.Invoke();
        if (self is not null)
        {
            await browser.CallAsync("keys", (object)all.Select(static s => s.Key).Distinct().ToArray());
        }
    }

    private sealed class Registration(Shortcuts owner, Shortcut[] shortcuts) : IDisposable
    {
        public void Dispose()
        {
            foreach (var shortcut in shortcuts)
            {
                owner.all.Remove(shortcut);
            }

            _ = owner.TellAsync();
        }
    }
}
