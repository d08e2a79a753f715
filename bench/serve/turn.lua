-- Asks for the addresses of a file in turn.
local addresses, place = {}, 0
for line in io.lines(os.getenv("ADDRESSES")) do
    addresses[#addresses + 1] = line
end

function request()
    place = place % #addresses + 1
    return wrk.format("GET", addresses[place])
end
