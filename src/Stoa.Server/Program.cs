using Stoa.Server.Verbs;

return await ServerVerbs.RunAsync(args);
