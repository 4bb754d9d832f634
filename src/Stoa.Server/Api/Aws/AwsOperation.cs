using System.Runtime.CompilerServices;

namespace Stoa.Server.Api.Aws;

/// <summary>
/// Answers a call: a record whose properties bear the names of the output's members, a JSON node, or null for an empty object. Errors that the
/// client should see are thrown as <see cref="AwsException"/>, or as exceptions of the record that <see cref="AwsApiOptions.MapException"/> knows.
/// </summary>
public delegate ValueTask<object?> AwsHandler(AwsCall call);

/// <summary>An operation that this server can do.</summary>
/// <param name="Name">The name in the model, for example <c>GetWorkload</c>.</param>
/// <param name="Handler">What does it.</param>
public sealed record AwsOperation(string Name, AwsHandler Handler)
{
    /// <summary>An operation from a method that has the operation's name: <c>AwsOperation.Handle&lt;GetWorkloadInput, GetWorkloadOutput&gt;(GetWorkload)</c>.</summary>
    /// <param name="handler">What does it, from the input as a record.</param>
    /// <param name="name">The operation; by default the name of the method.</param>
    public static AwsOperation Handle<TIn, TOut>(Func<AwsCall, TIn, ValueTask<TOut>> handler, [CallerArgumentExpression(nameof(handler))] string name = "") =>
        new(Simple(name), async call => await handler(call, call.Read<TIn>()));

    /// <summary>An operation that answers with an empty object.</summary>
    /// <param name="handler">What does it, from the input as a record.</param>
    /// <param name="name">The operation; by default the name of the method.</param>
    public static AwsOperation Handle<TIn>(Func<AwsCall, TIn, ValueTask> handler, [CallerArgumentExpression(nameof(handler))] string name = "") =>
        new(Simple(name), async call =>
        {
            await handler(call, call.Read<TIn>());
            return null;
        });

    private static string Simple(string name) => name[(name.LastIndexOf('.') + 1)..];
}
