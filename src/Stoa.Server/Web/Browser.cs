using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Stoa.Server.Web;

/// <summary>What only the browser can do: dialogs, the clipboard, keys, the reader's time zone. One for each circuit.</summary>
public sealed class Browser(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <summary>Calls a function of <c>js/stoa.js</c>; a browser that has gone is no error.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await (await ModuleAsync()).InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
        }
    }

    /// <summary>Calls a function of <c>js/stoa.js</c> and reads what it returns; the default where the browser has gone.</summary>
    public async Task<T?> AskAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            return await (await ModuleAsync()).InvokeAsync<T>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            return default;
        }
    }

    /// <summary>Opens a <c>dialog</c> element over the page.</summary>
    public Task OpenAsync(ElementReference dialog) => CallAsync("openDialog", dialog);

    /// <summary>Closes it.</summary>
    public Task CloseAsync(ElementReference dialog) => CallAsync("closeDialog", dialog);

    /// <summary>Copies a text.</summary>
    public Task CopyAsync(string text) => CallAsync("copy", text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (module is null)
        {
            return;
        }

        try
        {
            await (await module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private Task<IJSObjectReference> ModuleAsync() => module ??= js.InvokeAsync<IJSObjectReference>("import", "/js/stoa.js").AsTask();
}
