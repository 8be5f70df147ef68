"""Words of our own to be sung in tests."""

RIVER = """[Verse 1]
Walking home beneath the silver light
Every window burning through the night
I can hear the river calling me
Carry me away to the open sea

[Chorus]
Hold on, hold on to the morning
Hold on, it's coming again
We will be dancing till the dawning
Under the summer rain

[Verse 2]
Paper boats are drifting down the street
Shadows on the water at my feet
All the things I never said to you
Floating like a feather in the blue

[Chorus]

[Bridge]
And if the night should fall again
I'll be the one who lets you in

[Chorus]
"""

DECEMBER = """[Verse 1 - soft and close]
I left my keys on the kitchen table
The radio was playing our old song
You said you'd call me when you were able
But I've been waiting here too long

[Pre-Chorus]
And the clock keeps turning round
I can't hear a single sound

[Chorus]
So tell me you remember
The fire in December
When nothing could divide us
And the stars were all inside us

[Verse 2]
Now the winter's crawling through my window
I wear your jacket when I go outside
There are a thousand things that you don't know
And a hundred places left to hide

[Pre-Chorus]
And the clock keeps turning round
I can't hear a single sound

[Chorus]
So tell me you remember
The fire in December
When nothing could divide us
And the stars were all inside us
"""

CORNER = """[Verse 1]
Step to the corner where the street lamps flicker and the taxis go by
Never had a penny but I'm looking at the city with my head in the sky
Every single morning I was writing in the kitchen while the kettle would sing
Now the people in the back row know the words and they're shouting for the thing

[Hook]
We keep on moving
Nothing left to lose
We keep on moving
In our walking shoes

[Verse 2]
Mother said be careful with the paper that you sign and the people you trust
Everything that glitters on the counter in the window is gonna be dust
So I'm counting up the minutes and the money and I'm keeping it low
If you ever want to find me I'll be standing by the radio

[Hook]
"""
